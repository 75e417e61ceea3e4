import { formatMoney } from "../../format/money";
import { formatNumber } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { Badge } from "../../ui/tag";
import checkStyles from "./check.module.css";
import frameStyles from "./frame.module.css";
import styles from "./import.module.css";
import { difference } from "./logic";
import { Scroller } from "./scroller";
import type { Import, Sums, Total } from "./types";
import { useShown } from "./use-shown";

// ControlTotals are the sums to compare with the spreadsheet: in the unit the
// file is written in, with the exact amount under it.
export function ControlTotals({ i }: { i: Import }) {
	const t = useT();
	const shown = useShown(i);
	const totals = Object.entries(i.report?.totals ?? {});
	if (totals.length === 0) return null;
	return (
		<section className={frameStyles.block} aria-labelledby="control-totals">
			<h3 id="control-totals" className={styles.heading}>
				{t("import.totals.title")}
			</h3>
			<Scroller label={t("import.totals.title")}>
				<table className={checkStyles.totals} aria-labelledby="control-totals">
					<thead>
						<tr>
							<th scope="col">{t("import.totals.attribute")}</th>
							{(["file", "before", "after", "difference", "cells"] as const).map((c) => (
								<th key={c} scope="col" className={checkStyles.figure}>
									{t(`import.totals.${c}`)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{totals.map(([key, total]) => (
							<tr key={key}>
								<th scope="row">{shown(key).label}</th>
								<td className={`${checkStyles.figure} ${checkStyles.strong}`}>
									<Amounts sums={total.file} by={multiplierOf(i, key)} />
								</td>
								<td className={checkStyles.figure}>
									<Amounts sums={total.before} by={multiplierOf(i, key)} />
								</td>
								<td className={checkStyles.figure}>
									<Amounts sums={total.after} by={multiplierOf(i, key)} />
								</td>
								<td className={checkStyles.figure}>
									<Amounts sums={difference(total.before, total.after)} by={multiplierOf(i, key)} signed />
								</td>
								<td className={checkStyles.figure}>
									<Cells total={total} />
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</Scroller>
		</section>
	);
}

function Cells({ total }: { total: Total }) {
	const t = useT();
	return (
		<span className={checkStyles.cells}>
			{total.unread > 0 && (
				<Badge tone="warn" icon="warning">
					{t("import.columns.unread", { count: total.unread })}
				</Badge>
			)}
			{formatNumber(String(total.cells))}
		</span>
	);
}

function Amounts({ sums, by, signed }: { sums: Sums; by: number; signed?: boolean }) {
	const entries = Object.entries(sums ?? {});
	if (entries.length === 0) return <span className={styles.quiet}>–</span>;
	return (
		<>
			{entries.map(([unit, amount]) => (
				<span key={unit} className={checkStyles.amount}>
					<span>
						{signed && !amount.startsWith("-") ? "+" : ""}
						{unit ? formatMoney({ amount, currency: unit }, scaleOf(by)) : formatNumber(amount, 4)}
					</span>
					{unit && by > 1 && <small>{formatMoney({ amount, currency: unit })}</small>}
				</span>
			))}
		</>
	);
}

function scaleOf(by: number) {
	return by >= 1_000_000 ? "million" : by >= 1000 ? "thousand" : "unit";
}

function multiplierOf(i: Import, key: string): number {
	const c = i.columns?.find((c) => (c.action === "new" ? c.new?.key : c.attribute) === key && c.action !== "ignore");
	return c?.options.multiplier ?? 1;
}
