import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Row } from "../../api/types";
import { useToday } from "../../data/me";
import { keys } from "../../data/query-keys";
import { asMoney } from "../../fields/number";
import { type Conventions, under } from "../../format/conventions";
import { dayFromISO, formatDay } from "../../format/day";
import { formatLoad } from "../../format/load";
import { formatMoney } from "../../format/money";
import { formatNumber } from "../../format/number";
import type { MessageKey } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { periodDays } from "../../views/filter/moment";
import styles from "./trust.module.css";

type Projects = { items: Row[] };

// ConventionsPreview is how real figures would be written, and what periods around
// today would mean.
export function ConventionsPreview({ draft }: { draft: Conventions }) {
	const { t, lang } = useLang();
	const today = useToday();
	const seen = useQuery({
		queryKey: [...keys.conventions, "preview"],
		queryFn: () => api.get<Projects>("/projects", { fields: "name,total_cost,end", sort: "-total_cost", limit: 4 }),
	});
	const span = (unit: "week" | "quarter" | "fiscal") => {
		const [first, last] = periodDays({ kind: "around", unit, offset: 0 }, today);
		return `${formatDay(first)} – ${formatDay(last)}`;
	};
	const lines = under(draft, (): [MessageKey, string][] => [
		["convention.thisWeek", span("week")],
		["convention.thisQuarter", span("quarter")],
		["convention.thisFiscal", span("fiscal")],
		["convention.aLoad", formatLoad("12.5", t)],
		["convention.aNumber", formatNumber("1234567.5")],
	]);
	const rows = under(draft, () =>
		(seen.data?.items ?? []).map((p) => {
			const cost = asMoney(p.total_cost);
			return {
				id: String(p.id),
				name: String(p.name ?? ""),
				cost: cost ? formatMoney(cost, "auto") : "",
				end: formatDay(dayFromISO(typeof p.end === "string" ? p.end : "")),
			};
		}),
	);
	return (
		<section className={styles.preview} aria-label={t("convention.preview")} lang={lang} aria-live="polite">
			<h2>{t("convention.preview")}</h2>
			<dl className={styles.said}>
				{lines.map(([key, text]) => (
					<div key={key}>
						<dt>{t(key)}</dt>
						<dd>{text}</dd>
					</div>
				))}
			</dl>
			{rows.length > 0 && (
				<ul className={styles.named}>
					{rows.map((r) => (
						<li key={r.id}>
							<span>
								{r.name}
								{r.end && <small className={styles.quiet}>{r.end}</small>}
							</span>
							<strong>{r.cost}</strong>
						</li>
					))}
				</ul>
			)}
			<p className={styles.quiet}>{t("convention.everywhere")}</p>
		</section>
	);
}
