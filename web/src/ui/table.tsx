import { Fragment, type ReactNode, useMemo, useState } from "react";
import { compareText } from "../format/fold";
import { useLang } from "../i18n/use-lang";
import { Icon } from "./icon";
import styles from "./table.module.css";

export type Column<T> = {
	id: string;
	title: string;
	cell: (row: T) => ReactNode;
	// sort: what to order by; without it the column is not sorted
	sort?: (row: T) => string | number;
	number?: boolean;
	// wide: left out on a narrow screen
	wide?: boolean;
	width?: string;
};

type Props<T> = {
	label: string;
	columns: Column<T>[];
	rows: T[];
	keyOf: (row: T) => string;
	// onOpen: the first cell is a button that opens the row
	onOpen?: (row: T) => void;
	open?: string | null;
	// by: the column that orders at first, unless it is the first one that can
	by?: string;
	// pinned: the first column stays in sight while the others pass below it
	pinned?: boolean;
	// groupOf: the heading below which a row stands; rows of one stand together
	groupOf?: (row: T) => string;
};

type Order = { column: string; down: boolean };

// Table is for lists of a few hundred lines; projects are shown by the grid.
export function Table<T>({ label, columns, rows, keyOf, onOpen, open, by, pinned, groupOf }: Props<T>) {
	const { locale } = useLang();
	const [order, setOrder] = useState<Order>({ column: by ?? columns.find((c) => c.sort)?.id ?? "", down: false });
	const sorted = useMemo(() => sortRows(rows, columns, order, locale), [rows, columns, order, locale]);
	return (
		<div className={styles.scroller} data-pinned={pinned || undefined}>
			<table className={styles.table} aria-label={label}>
				<thead>
					<tr>
						{columns.map((c) => (
							<Head key={c.id} column={c} order={order} onOrder={setOrder} />
						))}
					</tr>
				</thead>
				<tbody>
					{sorted.map((row, at) => {
						const key = keyOf(row);
						const before = sorted[at - 1];
						const group = groupOf?.(row);
						return (
							<Fragment key={key}>
								{group && (!before || groupOf?.(before) !== group) && (
									<tr className={styles.group}>
										<th scope="colgroup" colSpan={columns.length}>
											{group}
										</th>
									</tr>
								)}
								<tr
									aria-current={open === key ? "true" : undefined}
									onClick={onOpen && (() => onOpen(row))}
									className={onOpen ? styles.openable : undefined}
								>
									{columns.map((c, i) => (
										<Cell key={c.id} column={c}>
											{i === 0 && onOpen ? (
												<button
													type="button"
													className={styles.open}
													onClick={(e) => {
														e.stopPropagation();
														onOpen(row);
													}}
												>
													{c.cell(row)}
												</button>
											) : (
												c.cell(row)
											)}
										</Cell>
									))}
								</tr>
							</Fragment>
						);
					})}
				</tbody>
			</table>
		</div>
	);
}

function Cell<T>({ column, children }: { column: Column<T>; children: ReactNode }) {
	return <td className={classOf(column)}>{children}</td>;
}

function Head<T>({ column, order, onOrder }: { column: Column<T>; order: Order; onOrder: (o: Order) => void }) {
	const current = order.column === column.id;
	const sorted = current ? (order.down ? "descending" : "ascending") : undefined;
	return (
		<th scope="col" aria-sort={sorted} className={classOf(column)} style={{ width: column.width }}>
			{column.sort ? (
				<button
					type="button"
					className={styles.sort}
					onClick={() => onOrder({ column: column.id, down: current && !order.down })}
				>
					{column.title}
					{current && <Icon name={order.down ? "sort-down" : "sort-up"} size={12} />}
				</button>
			) : (
				column.title
			)}
		</th>
	);
}

function classOf<T>(c: Column<T>): string | undefined {
	return [c.number && styles.number, c.wide && styles.wide].filter(Boolean).join(" ") || undefined;
}

function sortRows<T>(rows: T[], columns: Column<T>[], order: Order, locale: string): T[] {
	const by = columns.find((c) => c.id === order.column)?.sort;
	if (!by) return rows;
	const sign = order.down ? -1 : 1;
	return [...rows].sort((a, b) => {
		const x = by(a);
		const y = by(b);
		if (typeof x === "number" && typeof y === "number") return sign * (x - y);
		return sign * compareText(String(x), String(y), locale);
	});
}
