import type { RefObject } from "react";
import { Problem } from "../../api/problem";
import type { Attribute } from "../../api/types";
import type { ProjectRows } from "../../data/project-rows";
import type { Grid } from "../../engine/grid/grid";
import type { Column } from "../../engine/grid/model";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { later } from "../../ui/later";
import { Popover } from "../../ui/popover";
import { PartialMark } from "../../views/partial-mark";
import { moneyTotals, shortTotal } from "../../views/totals";
import type { ColourRule } from "../../views/view-state";
import styles from "./portfolio.module.css";

const AllTotals = later(() => import("./all-totals").then((m) => m.AllTotals));
const Legend = later(() => import("../../views/rules/legend").then((m) => m.Legend));
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
					{() => <AllTotals meta={meta} attributes={attributes} context={total} />}
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

export function filledText(
	total: { filled: number; unread: number },
	count: number,
	t: ReturnType<typeof useLang>["t"],
): string {
	return t("portfolio.status.filled", { filled: total.filled, count, unread: total.unread });
}
