import { weathers } from "../../fields/status";
import { useT } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import styles from "./composer.module.css";
import type { At, Review } from "./types";

type Props = { review: Review; at: At; onGo: (to: At) => void; onClose: () => void };

// AgendaList is the agenda beside the page, to go straight to a project.
export function AgendaList({ review: r, at, onGo, onClose }: Props) {
	const t = useT();
	return (
		<aside className={styles.notes} aria-label={t("review.agenda.title")}>
			<header className={styles.head}>
				<h2 className={styles.title}>{t("review.agenda.title")}</h2>
				<IconButton icon="close" label={t("action.close")} onPress={onClose} />
			</header>
			<ol className={styles.pages}>
				<li>
					<button type="button" onClick={() => onGo("opening")} aria-current={at === "opening" ? "page" : undefined}>
						<span className={styles.number}>0</span>
						{t("review.opening")}
					</button>
				</li>
				{r.items.map((item, i) => {
					const weather = weathers.find((w) => w.word === item.weather);
					return (
						<li key={item.project.id}>
							<button
								type="button"
								onClick={() => onGo(item.project.id)}
								aria-current={at === item.project.id ? "page" : undefined}
							>
								<span className={styles.number}>{i + 1}</span>
								<span className={styles.grow}>{item.project.name}</span>
								{item.worse && <Icon name="warning" size={18} label={t("review.worse")} />}
								{weather && <Icon name={weather.icon} size={22} label={t(weather.title)} />}
							</button>
						</li>
					);
				})}
				<li>
					<button type="button" onClick={() => onGo("end")} aria-current={at === "end" ? "page" : undefined}>
						<span className={styles.number}>{r.items.length + 1}</span>
						{t("review.end")}
					</button>
				</li>
			</ol>
		</aside>
	);
}
