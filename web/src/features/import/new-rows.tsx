import { useT } from "../../i18n/use-lang";
import checkStyles from "./check.module.css";
import { attributeOrder } from "./logic";
import { RowsOf } from "./rows-of";
import { Scroller } from "./scroller";
import type { Import, ImportRow } from "./types";
import { useShown } from "./use-shown";

// NewRows shows the projects that importing makes as the file does: one a line,
// its attributes in the order of the columns.
export function NewRows({ i }: { i: Import }) {
	const t = useT();
	const shown = useShown(i);
	const order = attributeOrder(i);
	return (
		<RowsOf i={i} kind="new">
			{(rows) => {
				const keys = attributesOf(rows, order);
				return (
					<Scroller label={t("import.count.new")}>
						<table className={`${checkStyles.rows} ${checkStyles.matrix}`} aria-label={t("import.count.new")}>
							<thead>
								<tr>
									<th scope="col" className={checkStyles.figure}>
										{t("import.rows.row")}
									</th>
									<th scope="col">{t("import.rows.object", { object: i.object })}</th>
									{keys.map((k) => (
										<th key={k} scope="col" data-align={shown(k).align}>
											{shown(k).label}
										</th>
									))}
								</tr>
							</thead>
							<tbody>
								{rows.map((r) => (
									<tr key={r.row} data-first>
										<td className={checkStyles.figure}>{r.row}</td>
										<th scope="row">{r.name}</th>
										{keys.map((k) => (
											<td key={k} data-align={shown(k).align} data-short={shown(k).short || undefined}>
												<NewValue row={r} attribute={k} view={shown(k).view} />
											</td>
										))}
									</tr>
								))}
							</tbody>
						</table>
					</Scroller>
				);
			}}
		</RowsOf>
	);
}

function NewValue({
	row,
	attribute,
	view,
}: {
	row: ImportRow;
	attribute: string;
	view: (v: unknown) => React.ReactNode;
}) {
	const change = row.changes?.find((c) => c.attribute === attribute);
	if (!change) return null;
	if (change.after === null || change.after === undefined)
		return <span className={checkStyles.none}>{change.after_text}</span>;
	return <div className={checkStyles.value}>{view(change.after)}</div>;
}

// attributesOf are the attributes some row fills, those of the file's columns
// first and in their order. The name has a column of its own.
export function attributesOf(rows: ImportRow[], order: string[]): string[] {
	const filled = new Set(rows.flatMap((r) => (r.changes ?? []).map((c) => c.attribute)));
	filled.delete("name");
	const ordered = order.filter((k) => filled.delete(k));
	return [...ordered, ...filled];
}
