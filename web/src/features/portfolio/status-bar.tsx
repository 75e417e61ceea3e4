import { type ReactNode, type RefObject, useEffect, useReducer, useRef } from "react";
import { Problem } from "../../api/problem";
import type { Attribute } from "../../api/types";
import type { ProjectRows } from "../../data/project-rows";
import type { Grid } from "../../engine/grid/grid";
import type { Column } from "../../engine/grid/model";
import { isWide } from "../../engine/grid/selection";
import { useFieldContext } from "../../fields/use-context";
import { formatMoney } from "../../format/money";
import { formatCount, formatNumber } from "../../format/number";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Popover } from "../../ui/popover";
import { Conversion, isMixed, PartialMark } from "../../views/conversion";
import { type Sum, type Summary, summaryOf } from "../../views/grid/sums";
import { Legend } from "../../views/rules/rule-editor";
import { countsOf, moneyTotals, shortTotal, totalText } from "../../views/totals";
import type { ColourRule } from "../../views/view-state";
import styles from "./portfolio.module.css";

type Props = {
	grid: RefObject<Grid | null>;
	// selected: called by the grid whenever the selection changes
	selected: RefObject<() => void>;
	rows: ProjectRows;
	columns: readonly Column[];
	attributes: readonly Attribute[];
	notice: string;
	cards: boolean;
	// rules: whose colours the legend explains
	rules: readonly ColourRule[];
};

const figures = ["number", "money", "percent", "computed"];

// StatusBar says how many projects are shown and hidden, what they cost, and the
// sums of what is selected.
export function StatusBar({ grid, selected, rows, columns, attributes, notice, cards, rules }: Props) {
	const { t, lang } = useLang();
	const total = useFieldContext(undefined, "auto");
	const { meta } = rows;
	if (!meta) return <footer className={styles.status} />;
	const sums = moneyTotals(meta.totals, attributes);
	const first = sums[0];
	return (
		<footer className={styles.status}>
			<span className={styles.shown}>
				{t("portfolio.status.shown", { count: meta.total })}
				{meta.hidden > 0 && (
					<span className={styles.quiet}> · {t("portfolio.status.hidden", { count: meta.hidden })}</span>
				)}
			</span>
			{first && (
				<Popover
					label={t("portfolio.status.totals")}
					trigger={
						<Button small kind="quiet">
							<span className={styles.quiet}>{pick(first[0].label, lang)}</span>
							<strong>{shortTotal(first[1], first[0], total) || "–"}</strong>
							<span className={styles.quiet}>{filledText(first[1], meta.total, t)}</span>
						</Button>
					}
				>
					{() => (
						<dl className={styles.totals} tabIndex={0}>
							{attributes.map((a) => {
								const one = meta.totals[a.key];
								const words = totalText(one, a, total);
								if (!one || !words) return null;
								const counts = countsOf(one, a, total);
								if (counts) {
									return (
										<Line key={a.key} name={pick(a.label, lang)} rule={t(ruleKey(one.rule))}>
											{counts.slice(0, 5).map((c) => (
												<span key={c.name}>
													{c.name} <strong>{formatCount(c.count)}</strong>
												</span>
											))}
											{counts.length > 5 && (
												<span className={styles.quiet}>
													{t("portfolio.status.others", { count: counts.length - 5 })}
												</span>
											)}
										</Line>
									);
								}
								return (
									<Line key={a.key} name={pick(a.label, lang)} rule={t(ruleKey(one.rule))}>
										<strong>{shortTotal(one, a, total)}</strong>
										{isMixed(one) && <Conversion total={one} attribute={a} context={total} />}
										<span className={styles.quiet}>{filledText(one, meta.total, t)}</span>
									</Line>
								);
							})}
						</dl>
					)}
				</Popover>
			)}
			{meta.partial && <PartialMark />}
			{!cards && <Legend rules={rules} />}
			<span className={styles.gap} />
			{rows.error instanceof Problem && !rows.error.fields().filter ? (
				<span className={styles.notice} role="alert">
					<Icon name={rows.error.offline ? "offline" : "error"} size={14} />
					{rows.error.message}
					<Button small onPress={() => rows.refresh()}>
						{t("action.retry")}
					</Button>
				</span>
			) : notice ? (
				<span className={styles.notice}>
					<Icon name="lock" size={14} />
					{notice}
				</span>
			) : (
				!cards && <Sums {...{ grid, selected, rows, columns, attributes }} />
			)}
		</footer>
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

function Line({ name, rule, children }: { name: string; rule: string; children: ReactNode }) {
	return (
		<>
			<dt>
				{name} <span className={styles.rule}>{rule}</span>
			</dt>
			<dd>{children}</dd>
		</>
	);
}

const rules = [
	"sum",
	"mean",
	"weighted_mean",
	"minimum",
	"maximum",
	"worst",
	"best",
	"latest",
	"count_by_value",
] as const;

function ruleKey(rule: string) {
	return `portfolio.rule.${rules.find((r) => r === rule) ?? "sum"}` as const;
}

function filledText(
	total: { filled: number; unread: number },
	count: number,
	t: ReturnType<typeof useLang>["t"],
): string {
	return t("portfolio.status.filled", { filled: total.filled, count, unread: total.unread });
}

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
function Sums({ grid, selected, rows, columns, attributes }: SumsProps) {
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
