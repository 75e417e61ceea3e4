import type { ReactNode } from "react";
import type { Attribute, Row } from "../../api/types";
import { differenceOf } from "../../data/differences";
import { edits } from "../../data/projects";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { signedText } from "../grid/columns";
import styles from "./key-figures.module.css";
import { useEdits } from "./use-edits";

type Props = { row: Row; attributes: readonly Attribute[]; small?: boolean; health?: boolean };

// KeyFigures are what one looks at first: cost and dates against their baseline,
// progress and, where no heading says it, weather and confidence.
export function KeyFigures({ row, attributes, small, health = true }: Props) {
	const newest = useEdits(row);
	const { t } = useLang();
	const currency = typeof newest.currency === "string" ? newest.currency : undefined;
	const context = useFieldContext(currency, "auto");
	const about = { row: newest, attributes, context };
	return (
		<div className={styles.figures} data-small={small || undefined}>
			<Figure {...about} of="total_cost" against="total_cost_baseline" note={t("project.figure.baseline")} />
			<Figure {...about} of="actual_cost" />
			<Figure {...about} of="start" against="start_baseline" note={t("project.figure.baseline")} />
			<Figure {...about} of="end" against="end_baseline" note={t("project.figure.baseline")} />
			<Figure {...about} of="progress" />
			{health && <Figure {...about} of="weather" />}
			{health && <Figure {...about} of="light" />}
		</div>
	);
}

type FigureProps = {
	row: Row;
	attributes: readonly Attribute[];
	context: FieldContext;
	of: string;
	against?: string;
	note?: string;
};

function Figure({ row, attributes, context, of, against, note }: FigureProps) {
	const { t, lang } = useLang();
	const attribute = attributes.find((a) => a.key === of);
	if (!attribute) return null;
	const value = edits.value(row.id, of, row[of] ?? null);
	const unread = row.unread?.[of];
	const base = against ? edits.value(row.id, against, row[against] ?? null) : null;
	const kind = fieldKind(attribute);
	const was = row.was && of in row.was ? row.was[of] : undefined;
	const moved = gap(base, value, t);
	let shown: ReactNode = value === null ? <span className={styles.none}>–</span> : kind.view(value, attribute, context);
	if (value === null && unread) shown = <span className={styles.unread}>{unread}</span>;
	return (
		<div className={styles.figure}>
			<div className={styles.label}>{pick(attribute.label, lang)}</div>
			<div className={styles.value}>{shown}</div>
			{was !== undefined ? (
				<div className={styles.was}>
					{t("portfolio.compare.before")} {kind.view(was, attribute, context) || t("portfolio.compare.nothing")}{" "}
					{gap(was, value, t)}
				</div>
			) : (
				base !== null &&
				value !== null && (
					<div className={styles.note} data-drift={drifted(base, value) || undefined}>
						{moved ? (
							<>
								{moved} <span className={styles.quiet}>{note}</span>
							</>
						) : (
							<span className={styles.quiet}>{t("project.figure.asPlanned")}</span>
						)}
					</div>
				)
			)}
		</div>
	);
}

function gap(before: unknown, after: unknown, t: ReturnType<typeof useLang>["t"]): string {
	const d = differenceOf(before, after);
	if (d.kind === "other" || (d.kind === "days" && d.days === 0) || ("amount" in d && Number(d.amount) === 0)) return "";
	return signedText(d, t);
}

function drifted(base: unknown, value: unknown): boolean {
	const d = differenceOf(base, value);
	return d.kind !== "other" && d.up;
}
