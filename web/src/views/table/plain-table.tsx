import { type ReactNode, useEffect, useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { changeCell } from "../../data/change-cell";
import type { ProjectRows } from "../../data/project-rows";
import { edits } from "../../data/projects";
import type { Column, GridRow, SortKey } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import type { Translate } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { Skeleton } from "../../ui/states";
import { useLines } from "../use-lines";
import { CellForm } from "./cell-form";
import { HeadCell } from "./head-cell";
import { Pager } from "./pager";
import styles from "./plain-table.module.css";

type Props = {
	label: string;
	rows: ProjectRows;
	columns: readonly Column[];
	attributes: readonly Attribute[];
	context: FieldContext;
	sort: readonly SortKey[];
	onSort: (sort: readonly SortKey[]) => void;
	onOpen: (row: Row) => void;
};

const size = 30;

// PlainTable is the list as a table of the page itself, a page at a time: for
// those who read by ear, print, or do without the grid. A cell is changed by its
// button.
export function PlainTable({ label, rows, columns, attributes, context, sort, onSort, onOpen }: Props) {
	const { t } = useLang();
	const [page, setPage] = useState(0);
	const { count } = rows.source;
	const pages = Math.max(1, Math.ceil(count / size));
	const at = Math.min(page, pages - 1);
	const lines = useLines(rows, at * size, (at + 1) * size);
	useEffect(() => setPage((old) => Math.min(old, pages - 1)), [pages]);
	if (!lines.some(Boolean) && count > 0) return <Skeleton lines={12} />;
	const shown = { from: at * size + 1, to: Math.min(count, (at + 1) * size), total: count };
	return (
		<div className={styles.frame}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys */}
			<section className={styles.scroller} tabIndex={0} aria-label={label}>
				<table className={styles.table} aria-label={label} aria-rowcount={count + 1}>
					<thead>
						<tr>
							{columns.map((column) => (
								<HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
							))}
						</tr>
					</thead>
					<tbody>
						{lines.map((line, i) =>
							!line ? null : line.kind === "group" ? (
								<GroupLine
									key={line.id}
									line={line}
									span={columns.length}
									onToggle={() => rows.source.toggle?.(line.id)}
								/>
							) : (
								<tr key={line.id} aria-rowindex={shown.from + i + 1}>
									{columns.map((column) => (
										<Cell
											key={column.key}
											t={t}
											line={line}
											column={column}
											attribute={attributes.find((a) => a.key === column.key)}
											context={context}
											onOpen={onOpen}
										/>
									))}
								</tr>
							),
						)}
					</tbody>
				</table>
			</section>
			<Pager at={at} pages={pages} shown={shown} onPage={setPage} />
		</div>
	);
}

function GroupLine({ line, span, onToggle }: { line: GridRow; span: number; onToggle: () => void }) {
	const { t } = useLang();
	return (
		<tr className={styles.group}>
			<th scope="rowgroup" colSpan={span} style={{ paddingInlineStart: `${0.5 + line.level}rem` }}>
				<button type="button" aria-expanded={line.expanded} onClick={onToggle}>
					<Icon name={line.expanded ? "chevron-down" : "chevron-right"} size={14} />
					{t("portfolio.group.line", { name: line.label ?? "", count: line.count ?? 0 })}
				</button>
			</th>
		</tr>
	);
}

type CellProps = {
	t: Translate;
	line: GridRow;
	column: Column;
	attribute: Attribute | undefined;
	context: FieldContext;
	onOpen: (row: Row) => void;
};

function Cell({ t, line, column, attribute, context, onOpen }: CellProps) {
	const [editing, setEditing] = useState(false);
	const row = line.data as Row;
	const value = column.value?.(line);
	const edit = edits.cell(row.id, column.key);
	const own = { ...context, currency: String(row.currency || context.currency) };
	const name = `${column.title}, ${String(row.name ?? "")}`;
	const shown: ReactNode =
		!attribute || value === null || value === undefined ? "" : fieldKind(attribute).view(value, attribute, own);
	const unread = row.unread?.[column.key];
	if (column.key === "name") {
		return (
			<th scope="row">
				<button type="button" className={styles.open} onClick={() => onOpen(row)}>
					{String(value ?? "")}
				</button>
			</th>
		);
	}
	const may = attribute && column.editable?.(line);
	if (may && editing) {
		return (
			<td className={styles.editing}>
				<CellForm
					attribute={attribute}
					value={value}
					context={own}
					label={name}
					onDone={(next) => {
						setEditing(false);
						if (next !== undefined)
							changeCell(row, column.key, next.value, `${column.title} · ${String(row.name ?? "")}`);
					}}
				/>
			</td>
		);
	}
	return (
		<td
			className={column.align === "end" ? styles.end : undefined}
			data-state={edit?.state}
			aria-invalid={edit?.state === "failed" || undefined}
			title={edit?.why}
		>
			{unread ?? shown}
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
