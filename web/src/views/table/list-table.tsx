import { type ReactNode, useEffect, useState } from "react";
import type { Shape } from "../../data/row-source";
import type { Column, GridRow, SortKey } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { useLang } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Menu, type MenuGroup } from "../../ui/menu";
import { attributeOf, type ListColumn, offered } from "../grid/list-column";
import type { ListEdits } from "../grid/list-edits";
import type { Listed } from "../grid/list-rows";
import { CellForm } from "./cell-form";
import { HeadCell } from "./head-cell";
import { Pager } from "./pager";
import styles from "./plain-table.module.css";

type Props<T extends Listed> = {
	label: string;
	own: readonly ListColumn<T>[];
	columns: readonly Column[];
	lines: readonly T[];
	shape: Shape | undefined;
	context: FieldContext;
	edits: ListEdits;
	sort: readonly SortKey[];
	onSort: (sort: readonly SortKey[]) => void;
	onOpen?: (row: T) => void;
	onChange: (row: T, key: string, value: unknown) => void;
	rowClass: (row: T) => string | undefined;
	// menu: what can be done with a row, by a button at its end
	menu: ((row: T) => MenuGroup[]) | undefined;
	// end: what stands at the end of the line of pages
	end?: ReactNode;
};

const size = 30;

// ListTable is a list as a table of the page itself, a page at a time: for those
// who read by ear, or do without the grid. A cell is changed by its button.
export function ListTable<T extends Listed>({ own, columns, lines, shape, ...props }: Props<T>) {
	const { t } = useLang();
	const [page, setPage] = useState(0);
	const plain = lines.map((row): GridRow => ({ id: row.id, kind: "data", data: row as never, level: 0 }));
	const all = shape ? shape(plain, new Set()) : plain;
	const pages = Math.max(1, Math.ceil(all.length / size));
	const at = Math.min(page, pages - 1);
	useEffect(() => setPage((old) => Math.min(old, pages - 1)), [pages]);
	const shown = { from: at * size + 1, to: Math.min(all.length, (at + 1) * size), total: all.length };
	const drawn = all.slice(at * size, (at + 1) * size);
	return (
		<div className={styles.frame} data-no-print>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys */}
			<section className={styles.scroller} tabIndex={0} aria-label={props.label}>
				<table className={styles.table} aria-label={props.label} aria-rowcount={all.length + 1}>
					<thead>
						<tr>
							{columns.map((column) => (
								<HeadCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
							))}
							{props.menu && (
								<th scope="col">
									<span className="visually-hidden">{t("grid.table.acts")}</span>
								</th>
							)}
						</tr>
					</thead>
					<tbody>
						{drawn.map((line, i) =>
							line.kind === "group" ? (
								<tr key={line.id} className={styles.group}>
									<th scope="rowgroup" colSpan={columns.length + (props.menu ? 1 : 0)}>
										{t("portfolio.group.line", { name: line.label ?? "", count: line.count ?? 0 })}
									</th>
								</tr>
							) : (
								<tr key={line.id} aria-rowindex={shown.from + i + 1} className={props.rowClass(line.data as T)}>
									{columns.map((column, c) => (
										<Cell key={column.key} {...{ line, column, first: c === 0 }} own={own[c]} {...props} />
									))}
									{props.menu && <Acts name={textIn(columns[0], line)} groups={props.menu(line.data as T)} />}
								</tr>
							),
						)}
					</tbody>
				</table>
			</section>
			<Pager at={at} pages={pages} shown={shown} onPage={setPage}>
				{props.end}
			</Pager>
		</div>
	);
}

const textIn = (column: Column | undefined, line: GridRow) => column?.text(column.value?.(line) ?? null, line) ?? "";

function Acts({ name, groups }: { name: string; groups: MenuGroup[] }) {
	const { t } = useLang();
	const label = t("grid.table.actsOn", { name });
	return (
		<td>
			{groups.length > 0 && (
				<Menu label={label} groups={groups}>
					<IconButton small icon="more" label={label} />
				</Menu>
			)}
		</td>
	);
}

type CellProps<T extends Listed> = Pick<Props<T>, "context" | "edits" | "onOpen" | "onChange"> & {
	line: GridRow;
	column: Column;
	own: ListColumn<T> | undefined;
	first: boolean;
};

function Cell<T extends Listed>({ line, column, own, first, context, edits, onOpen, onChange }: CellProps<T>) {
	const { t } = useLang();
	const [editing, setEditing] = useState(false);
	const row = line.data as T;
	const value = column.value?.(line) ?? null;
	const text = column.text(value, line);
	const href = own?.href?.(row);
	const said: ReactNode = href ? <a href={href}>{text}</a> : text;
	if (first) {
		return (
			<th scope="row" style={{ paddingInlineStart: `${0.75 + line.level}rem` }}>
				{onOpen ? (
					<button type="button" className={styles.open} onClick={() => onOpen(row)}>
						{text}
					</button>
				) : (
					said
				)}
			</th>
		);
	}
	const may = own && column.editable?.(line);
	const name = `${column.title}, ${text}`;
	if (may && editing) {
		return (
			<td className={styles.editing}>
				{offered(own, row, attributeOf(own), (attribute) => (
					<CellForm
						attribute={attribute}
						value={value}
						context={context}
						label={name}
						onDone={(next) => {
							setEditing(false);
							if (next) onChange(row, column.key, next.value);
						}}
					/>
				))}
			</td>
		);
	}
	const why = edits.why(row.id, column.key);
	return (
		<td
			className={column.align === "end" ? styles.end : undefined}
			data-state={why === null ? undefined : "failed"}
			aria-invalid={why !== null || undefined}
			title={why ?? undefined}
		>
			{said}
			{may && (
				<button
					type="button"
					className={styles.change}
					aria-label={t("grid.table.edit", { name })}
					onClick={() => setEditing(true)}
				/>
			)}
		</td>
	);
}
