import { useFieldContext } from "../../fields/use-context";
import { dayFromISO, dayOfInstant, formatAgo, formatDay } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { TextLink } from "../../ui/link";
import { type Column, Table } from "../../ui/table";
import styles from "./round.module.css";
import { shown } from "./shown";
import type { Ask, Round } from "./types";

// Board says who has answered, and what: those who have not come first.
export function Board({ round: r }: { round: Round }) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const columns: Column<Ask>[] = [
		{
			id: "project",
			title: t("round.project"),
			cell: (a) => (
				<span className={styles.project}>
					<TextLink href={`/project/${a.project.id}`}>{a.project.name}</TextLink>
				</span>
			),
			sort: (a) => a.project.name,
		},
		{
			id: "state",
			title: t("round.state"),
			cell: (a) => <State ask={a} locked={r.state === "locked"} />,
			sort: (a) => (a.answered_at ? 1 : 0),
		},
		{
			id: "manager",
			title: t("round.manager"),
			cell: (a) => a.manager?.name ?? <span className={styles.missing}>{t("round.nobody")}</span>,
			sort: (a) => a.manager?.name ?? "",
		},
		...r.attributes.map((attribute) => ({
			id: attribute.key,
			title: pick(attribute.label, lang),
			wide: attribute.key !== "weather",
			cell: (a: Ask) => {
				const value = a.values[attribute.key];
				const fresh = !attribute.per_month || a.entered.includes(attribute.key);
				if (value == null || !fresh) return <span className={styles.missing}>–</span>;
				const long = attribute.kind === "text" || attribute.kind === "long_text";
				return <span className={long ? styles.long : styles.short}>{shown(attribute, value, context)}</span>;
			},
		})),
	];
	return (
		<Table label={t("round.board")} columns={columns} rows={r.items} keyOf={(a) => a.project.id} by="state" pinned />
	);
}

// State says of an open month how long ago, and of a locked one on which day.
function State({ ask: a, locked }: { ask: Ask; locked: boolean }) {
	const { t } = useLang();
	if (a.answered_at && locked)
		return <span className={styles.done}>{formatDay(dayOfInstant(a.answered_at), "medium")}</span>;
	if (a.answered_at)
		return (
			<span className={styles.done}>{t("round.answeredAgo", { ago: formatAgo(a.answered_at, Date.now(), t) })}</span>
		);
	if (locked) return <span className={styles.waiting}>{t("round.noAnswer")}</span>;
	if (!a.reminded) return <span className={styles.waiting}>{t("round.waiting")}</span>;
	return (
		<span className={styles.waiting}>{t("round.reminded", { day: formatDay(dayFromISO(a.reminded), "short") })}</span>
	);
}
