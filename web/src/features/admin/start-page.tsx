import { Link } from "react-aria-components";
import { useMe } from "../../data/me";
import { foundAmong, useSettingIndex } from "../../data/setting-index";
import { fold } from "../../format/fold";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { PageFrame } from "../../ui/page";
import { EmptyState } from "../../ui/states";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import { thingIcons } from "../../views/setting-icons";
import styles from "./admin.module.css";
import { settingWords } from "./setting-words";
import { areas, shownTo } from "./shown-to";

// StartPage is the way to every list and every setting, by heading or by words.
export default function StartPage() {
	const { t, lang } = useLang();
	const me = useMe();
	const [q, setQ] = useParam("q");
	const hit = (...words: string[]) => fold(words.join(" ")).includes(fold(q));
	const pages = shownTo(me);
	const shown = pages.filter((p) => hit(t(p.title), t(p.lead)));
	const settings = q && me.permissions.includes("system.manage") ? settingWords.filter((w) => hit(t(w))) : [];
	const things = foundAmong(useSettingIndex(q.trim() !== ""), q, lang);
	return (
		<PageFrame
			title={t("nav.admin")}
			tools={<SearchField label={t("adminArea.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
		>
			{shown.length + settings.length + things.length === 0 && (
				<EmptyState icon="search" title={t("list.noneFound")}>
					{t("list.noneFoundText", { text: q })}
				</EmptyState>
			)}
			{areas.map((area) => {
				const own = shown.filter((p) => p.area === area);
				const found = area === "system" ? settings : [];
				if (own.length + found.length === 0) return null;
				return (
					<section key={area} className={styles.block}>
						<h2 className={styles.blockTitle}>{t(`adminArea.${area}`)}</h2>
						<div className={styles.places}>
							{own.map((p) => (
								<Place key={p.path} href={p.path} icon={p.icon} name={t(p.title)} note={t(p.lead)} />
							))}
							{found.map((w) => (
								<Place
									key={w}
									href={`/admin/settings?q=${encodeURIComponent(t(w))}`}
									icon="admin"
									name={t(w)}
									note={t("setting.title")}
								/>
							))}
						</div>
					</section>
				);
			})}
			{things.length > 0 && (
				<section className={styles.block}>
					<h2 className={styles.blockTitle}>{t("adminArea.things")}</h2>
					<div className={styles.places}>
						{things.map((x) => (
							<Place
								key={x.id}
								href={x.href}
								icon={thingIcons[x.kind]}
								name={pick(x.label, lang)}
								note={[t("adminArea.kind", { kind: x.kind }), x.of && pick(x.of, lang)].filter(Boolean).join(" · ")}
							/>
						))}
					</div>
				</section>
			)}
		</PageFrame>
	);
}

type PlaceProps = { href: string; icon: Parameters<typeof Icon>[0]["name"]; name: string; note: string };

function Place({ href, icon, name, note }: PlaceProps) {
	return (
		<Link href={href} className={styles.place ?? ""}>
			<Icon name={icon} />
			<span>
				<strong>{name}</strong>
				<span className={styles.quiet}>{note}</span>
			</span>
		</Link>
	);
}
