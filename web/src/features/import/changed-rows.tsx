import { Fragment } from "react";
import { asMoney } from "../../fields/number";
import { addDecimals, compareDecimals, isDecimal } from "../../format/decimal";
import { formatMoney } from "../../format/money";
import { formatSigned } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import checkStyles from "./check.module.css";
import { attributeOrder, inOrder } from "./logic";
import { RowsOf } from "./rows-of";
import { Scroller } from "./scroller";
import type { Import, RowChange } from "./types";
import { type Shown, useShown } from "./use-shown";

// ChangedRows shows, project by project, what the file says otherwise.
export function ChangedRows({ i }: { i: Import }) {
	const t = useT();
	const shown = useShown(i);
	const order = attributeOrder(i);
	return (
		<RowsOf i={i} kind="changed">
			{(rows) => (
				<Scroller label={t("import.count.changed")}>
					<table className={checkStyles.rows} aria-label={t("import.count.changed")}>
						<thead>
							<tr>
								<th scope="col" className={checkStyles.figure}>
									{t("import.rows.row")}
								</th>
								<th scope="col">{t("import.rows.object", { object: i.object })}</th>
								<th scope="col">{t("import.rows.attribute")}</th>
								<th scope="col">{t("import.rows.before")}</th>
								<th scope="col">{t("import.rows.after")}</th>
							</tr>
						</thead>
						<tbody>
							{rows.map((r) => {
								const changes = inOrder(r.changes ?? [], order);
								return (
									<Fragment key={r.row}>
										{changes.map((c, n) => (
											<tr key={c.attribute} data-first={n === 0 || undefined}>
												{n === 0 && (
													<>
														<td rowSpan={changes.length} className={checkStyles.figure}>
															{r.row}
														</td>
														<th scope="rowgroup" rowSpan={changes.length}>
															{r.name}
														</th>
													</>
												)}
												<td className={checkStyles.what}>{shown(c.attribute).label}</td>
												<td className={checkStyles.was}>
													<Value s={shown(c.attribute)} value={c.before} text={c.before_text} />
												</td>
												<td className={checkStyles.becomes}>
													<div className={checkStyles.moved}>
														<Value s={shown(c.attribute)} value={c.after} text={c.after_text} />
														<Move c={c} />
													</div>
												</td>
											</tr>
										))}
									</Fragment>
								);
							})}
						</tbody>
					</table>
				</Scroller>
			)}
		</RowsOf>
	);
}

function Value({ s, value, text }: { s: Shown; value: unknown; text?: string }) {
	const t = useT();
	if (value !== null && value !== undefined && value !== "")
		return <div className={checkStyles.value}>{s.view(value)}</div>;
	return <div className={checkStyles.none}>{text || t("import.rows.empty")}</div>;
}

// Move is the difference between two figures, with the sense it goes in.
function Move({ c }: { c: RowChange }) {
	const by = differenceOf(c);
	if (!by) return null;
	return (
		<span className={checkStyles.move}>
			<Icon name={by.up ? "up" : "down"} size={12} />
			{by.text}
		</span>
	);
}

export function differenceOf({ before, after }: RowChange): { up: boolean; text: string } | null {
	const a = asMoney(before);
	const b = asMoney(after);
	if (a && b && a.currency === b.currency) {
		const d = minus(b.amount, a.amount);
		const up = compareDecimals(d, "0") > 0;
		return { up, text: (up ? "+" : "") + formatMoney({ amount: d, currency: a.currency }, "auto") };
	}
	if (typeof before !== "string" || typeof after !== "string" || !isDecimal(before) || !isDecimal(after)) return null;
	const d = minus(after, before);
	return { up: compareDecimals(d, "0") > 0, text: formatSigned(d) };
}

function minus(a: string, b: string): string {
	return addDecimals([a, b.startsWith("-") ? b.slice(1) : `-${b}`]);
}
