import type { Column, GridRow, RowSource } from "../../engine/grid/model";
import { useT } from "../../i18n/use-lang";
import styles from "./print.module.css";
import { usePrinting } from "./use-printing";

// most is how many rows go on paper; who wants more exports.
const most = 3000;

type Props = { label: string; columns: readonly Column[]; source: () => RowSource | null | undefined };

// PrintTable is a grid on paper: all rows that are read, in a table that repeats
// its head on each page. It says when there are more.
export function PrintTable({ label, columns, source }: Props) {
	const printing = usePrinting();
	if (!printing) return null;
	const from = source();
	if (!from) return null;
	return <Table label={label} columns={columns} source={from} />;
}

function Table({ label, columns, source }: { label: string; columns: readonly Column[]; source: RowSource }) {
	const t = useT();
	const rows: GridRow[] = [];
	for (let i = 0; i < Math.min(source.count, most); i++) {
		const row = source.row(i);
		if (row) rows.push(row);
	}
	return (
		<div data-only-print>
			<table className={styles.table} aria-label={label}>
				<thead>
					<tr>
						{columns.map((c) => (
							<th key={c.key} scope="col" data-align={c.align}>
								{c.title}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) =>
						row.kind === "group" ? (
							<tr key={row.id} className={styles.group}>
								<th colSpan={columns.length} scope="colgroup" style={{ paddingInlineStart: `${row.level}rem` }}>
									{row.label}
									{row.count !== undefined && <span className={styles.count}>{row.count}</span>}
								</th>
							</tr>
						) : (
							<tr key={row.id}>
								{columns.map((c) => (
									<td key={c.key} data-align={c.align}>
										{c.text(c.value ? c.value(row) : row.data[c.key], row)}
									</td>
								))}
							</tr>
						),
					)}
				</tbody>
			</table>
			{rows.length < source.count && (
				<p className={styles.more}>{t("print.more", { shown: rows.length, total: source.count })}</p>
			)}
		</div>
	);
}
