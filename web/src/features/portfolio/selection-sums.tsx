import { type RefObject, useEffect, useReducer, useRef } from "react";
import type { Grid } from "../../engine/grid/grid";
import { isWide } from "../../engine/grid/selection";
import { formatMoney } from "../../format/money";
import { formatNumber } from "../../format/number";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { type Sum, type Summary, summaryOf } from "../../views/grid/sums";
import styles from "./portfolio.module.css";
import type { Props } from "./status-bar";

const figures = ["number", "money", "percent", "computed"];

// mostFetched is how many rows are brought in only because they are selected.
const mostFetched = 4000;

// saidOf is what a selection makes, for those who hear it.
function saidOf(summary: Summary, t: ReturnType<typeof useLang>["t"]): string {
	const sums = summary.sums.map((s) => `${t("portfolio.status.sum")} ${figureText(s, s.sum)}`);
	return [t("portfolio.status.selected", { rows: summary.rows, count: summary.filled }), ...sums].join(", ");
}

function figureText(sum: Sum, value: string): string {
	return sum.unit ? formatMoney({ amount: value, currency: sum.unit }, "auto") : formatNumber(value, 2);
}

type SumsProps = Pick<Props, "grid" | "selected" | "rows" | "columns" | "attributes">;

// Sums are those of the selection; nothing while one cell is.
export function Sums({ grid, selected, rows, columns, attributes }: SumsProps) {
	const { t } = useLang();
	const summary = useSummary(grid, selected, () => {
		const selection = grid.current?.selection;
		if (!selection || !isWide(selection)) return null;
		const kinds = columns.map((c) => attributes.find((a) => a.key === c.key));
		const inside = (col: number) => selection.ranges.some((r) => col >= r.left && col <= r.right);
		// Numbers of two attributes make no sum: days and percentages, years and risks.
		const bare = kinds.filter((a, col) => a && inside(col) && (a.kind === "number" || a.kind === "percent")).length;
		const counted = kinds.map((a) => !!a && figures.includes(a.kind) && (a.kind === "money" || bare < 2));
		return summaryOf(selection.ranges, rows.source, (row, col) => {
			const value = columns[col]?.value?.(row);
			return counted[col] || value === null || value === undefined ? value : { other: true };
		});
	});
	const missing = summary?.missing ?? 0;
	useEffect(() => {
		const ranges = grid.current?.selection.ranges ?? [];
		if (!missing || missing > mostFetched || !rows.fetch) return;
		const all = ranges.map((range) => rows.fetch?.(range.top, range.bottom + 1));
		void Promise.all(all).then(() => selected.current());
	}, [missing, rows, grid, selected]);
	const said = summary ? saidOf(summary, t) : "";
	useEffect(() => {
		if (!said) return;
		const timer = setTimeout(() => announce(said), 700);
		return () => clearTimeout(timer);
	}, [said]);
	if (!summary) return null;
	return (
		<span className={styles.sums}>
			<span className={styles.quiet}>
				{t("portfolio.status.selected", { rows: summary.rows, count: summary.filled })}
			</span>
			{summary.sums.map((sum) => (
				<SumLine key={sum.unit} sum={sum} />
			))}
			{summary.missing > 0 && (
				<span className={styles.quiet}>{t("portfolio.status.missing", { count: summary.missing })}</span>
			)}
		</span>
	);
}

function SumLine({ sum }: { sum: Sum }) {
	const { t } = useLang();
	const words = (v: string) => figureText(sum, v);
	return (
		<>
			<span>
				<span className={styles.quiet}>{t("portfolio.status.sum")}</span> <strong>{words(sum.sum)}</strong>
			</span>
			<span className={styles.wide}>
				<span className={styles.quiet}>{t("portfolio.status.mean")}</span> {words(sum.mean)}
			</span>
			<span className={styles.wide}>
				<span className={styles.quiet}>{t("portfolio.status.least")}</span> {words(sum.least)}
			</span>
			<span className={styles.wide}>
				<span className={styles.quiet}>{t("portfolio.status.most")}</span> {words(sum.most)}
			</span>
		</>
	);
}

// useSummary adds up again once a frame after the selection has changed: walking
// with the arrows waits for no sum, and from one cell to the next nothing is drawn.
function useSummary(grid: RefObject<Grid | null>, selected: RefObject<() => void>, sum: () => Summary | null) {
	const [, look] = useReducer((n: number) => n + 1, 0);
	const shown = useRef(false);
	const summary = sum();
	shown.current = summary !== null;
	useEffect(() => {
		let frame = 0;
		selected.current = () => {
			const selection = grid.current?.selection;
			if (!shown.current && selection && !isWide(selection)) return;
			cancelAnimationFrame(frame);
			frame = requestAnimationFrame(() => look());
		};
		return () => {
			cancelAnimationFrame(frame);
			selected.current = () => undefined;
		};
	}, [grid, selected]);
	return summary;
}
