import type { ReactNode, RefObject } from "react";
import { Problem } from "../../api/problem";
import type { Attribute } from "../../api/types";
import type { ProjectRows } from "../../data/project-rows";
import type { Grid } from "../../engine/grid/grid";
import type { Column } from "../../engine/grid/model";
import { useFieldContext } from "../../fields/use-context";
import { formatCount } from "../../format/number";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { later } from "../../ui/later";
import { Popover } from "../../ui/popover";
import { Conversion, isMixed, PartialMark } from "../../views/conversion";
import { Legend } from "../../views/rules/rule-editor";
import { countsOf, moneyTotals, shortTotal, totalText } from "../../views/totals";
import type { ColourRule } from "../../views/view-state";
import styles from "./portfolio.module.css";

const Sums = later(() => import("./selection-sums").then((m) => m.Sums));

export type Props = {
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
			<span>
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
