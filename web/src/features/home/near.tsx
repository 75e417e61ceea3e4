import { Link } from "react-aria-components";
import { addressOfPlace, type Place, type Places, usePlaces } from "../../data/places";
import { usePortfolios } from "../../data/projects";
import { formatCount } from "../../format/number";
import type { MessageKey } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { Block } from "./block";
import styles from "./home.module.css";

type NearProps = { which: keyof Places; fresh?: ReadonlySet<string> };

const words: Record<keyof Places, { title: MessageKey; none: MessageKey }> = {
	favourites: { title: "places.favourites", none: "places.none" },
	recent: { title: "places.recent", none: "home.noRecent" },
};

// Near are the favourites of the person, or what they looked at last.
export function Near({ which, fresh }: NearProps) {
	const t = useT();
	const places = usePlaces();
	const query = { ...places, data: places.data?.[which] };
	const { title, none } = words[which];
	return (
		<Block<Place[]> title={t(title)} query={query} none={t(none)} isEmpty={(p) => p.length === 0}>
			{(list) => (
				<ul className={styles.lines}>
					{list.map((p) => (
						<li key={`${p.kind}-${p.id}`}>
							<Link href={addressOfPlace(p)} className={styles.line ?? ""}>
								<span className={styles.name}>
									{p.detail && <span className={styles.code}>{p.detail}</span>}
									{p.name}
									{p.kind === "project" && fresh?.has(p.id) && (
										<span className={styles.fresh}>
											<Icon name="clock" size={12} label={t("home.fresh")} />
										</span>
									)}
								</span>
							</Link>
						</li>
					))}
				</ul>
			)}
		</Block>
	);
}

// Portfolios are those that the person may read, with how many projects each holds.
export function Portfolios() {
	const t = useT();
	const portfolios = usePortfolios();
	return (
		<Block
			title={t("home.portfolios")}
			all="/portfolio"
			query={portfolios}
			none={<Link href="/portfolio">{t("home.noPortfolios")}</Link>}
			isEmpty={(p) => p.length === 0}
		>
			{(list) => (
				<ul className={styles.lines}>
					{list.slice(0, 10).map((p) => (
						<li key={p.id}>
							<Link href={`/portfolio/${p.id}`} className={styles.line ?? ""}>
								<span className={styles.name}>{p.name}</span>
								<span className={styles.end}>
									{p.partial && `${t("partial.mark")} · `}
									{p.count >= 0 && formatCount(p.count)}
								</span>
							</Link>
						</li>
					))}
				</ul>
			)}
		</Block>
	);
}
