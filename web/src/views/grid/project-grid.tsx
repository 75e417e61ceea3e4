import { type RefObject, Suspense, useEffect, useRef, useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { changeCell } from "../../data/change-cell";
import type { ProjectRows } from "../../data/project-rows";
import { edits } from "../../data/projects";
import { same } from "../../data/rows";
import { Grid } from "../../engine/grid/grid";
import "../../engine/grid/grid.css";
import type { CellPlace, CellState, Column, EditRequest, GridRow, Rect, SortKey } from "../../engine/grid/model";
import { HEADER, selectCell } from "../../engine/grid/selection";
import type { FieldContext } from "../../fields/kind";
import { langState } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { later } from "../../ui/later";
import { tellError } from "../../ui/toast-store";
import { PrintTable } from "../print/print-table";
import { calledIn } from "../rules/called";
import type { Rules } from "../rules/rules";
import { words } from "../words";
import type { Desk } from "./cell-actions";
import { CellEditor, type EditorHandle } from "./cell-editor";
import { closing } from "./closing";
import { useFillCommands } from "./fill-commands";
import styles from "./project-grid.module.css";

const CellNotice = later(() => import("./cell-notice").then((m) => m.CellNotice));

export type GridProps = {
	label: string;
	rows: ProjectRows;
	columns: readonly Column[];
	attributes: readonly Attribute[];
	context: FieldContext;
	rowHeight: number;
	// narrow: a phone, without row headers
	narrow: boolean;
	sort: readonly SortKey[];
	readOnly: boolean;
	// rules: the colours of the view
	rules?: Rules;
	grid: RefObject<Grid | null>;
	onSort: (sort: readonly SortKey[]) => void;
	onResize: (key: string, width: number) => void;
	onMoveColumn: (key: string, to: number) => void;
	onSelect: () => void;
	onPeek: (row: Row) => void;
	onOpen: (row: Row) => void;
	onMenu: (place: CellPlace & { rect: Rect }) => void;
	onReadonly: (place: CellPlace) => void;
	// why says why a cell cannot be changed
	why: (place: CellPlace) => string;
};

// ProjectGrid puts the grid engine on the page: it lives as long as the page,
// and is told what changes.
export function ProjectGrid(props: GridProps) {
	const { t, lang } = useLang();
	const host = useRef<HTMLDivElement>(null);
	const editor = useRef<EditorHandle | null>(null);
	const [request, setRequest] = useState<EditRequest | null>(null);
	const now = useRef(props);
	now.current = props;
	const { rows, columns, rowHeight, sort, grid } = props;
	const [, look] = useState(0);

	// biome-ignore lint/correctness/useExhaustiveDependencies: made once for a language; the rest is told
	useEffect(() => {
		const at = host.current;
		if (!at) return;
		const desk = (): Desk => ({ ...now.current, grid: grid.current as Grid, t });
		const make = () =>
			new Grid(at, {
				id: "projects",
				source: now.current.rows.source,
				columns: now.current.columns,
				rowHeight: now.current.rowHeight,
				labels: {
					grid: now.current.label,
					pending: t("portfolio.cell.pending"),
					loadFailed: t("portfolio.cell.loadFailed"),
					group: (name, count) => t("portfolio.group.line", { name, count }),
				},
				state: (row, column) => stateOf(row, column, now.current.rows, t, now.current.rules),
				rowClass: (row) => rowClassOf(row, now.current.rules),
				onEdit: (r) => {
					setRequest(r);
					return { leave: () => editor.current?.leave() };
				},
				rowHeaders: !now.current.narrow,
				onCommit: (change) => commit(change, now.current, desk()),
				onKeep: ({ rowId, key, text, why }) => {
					const line = lineOf(rowId, now.current);
					if (line) edits.keepText(line.data as Row, key, text, why);
				},
				onSort: (s) => now.current.onSort(s),
				onResize: (key, width) => now.current.onResize(key, width),
				onMoveColumn: (key, to) => now.current.onMoveColumn(key, to),
				onSelect: () => {
					now.current.onSelect();
					if (edits.unsaved > 0) look((n) => n + 1);
				},
				onPeek: ({ row }) => row && now.current.onPeek(row.data as Row),
				onOpen: ({ row }) => row && now.current.onOpen(row.data as Row),
				onMenu: (place) => now.current.onMenu(place),
				onReadonly: (place) => now.current.onReadonly(place),
				onPaste: (pasted) => act((a) => a.paste(desk(), pasted)),
				onFill: (asked, turned) => act((a) => a.fill(desk(), asked, turned)),
				onClear: () => act((a) => a.clear(desk(), t("editing.cleared"))),
				onCut: () => act((a) => a.clear(desk(), t("editing.cut"))),
				onCopy: ({ rows: n, missing }) => announce(t("portfolio.copied", { count: n, missing })),
			});
		// The page is painted first: what was pressed to come here is answered at once.
		return afterPaint(() => {
			const made = make();
			made.setSort(now.current.sort);
			grid.current = made;
			goToFirst(made);
			look((n) => n + 1);
			return () => {
				grid.current = null;
				made.destroy();
			};
		});
	}, [lang]);

	useFillCommands(() => grid.current && { ...now.current, grid: grid.current, t });
	useEffect(() => grid.current?.setColumns(columns), [columns, grid]);
	useEffect(() => grid.current?.setRowHeight(rowHeight), [rowHeight, grid]);
	useEffect(() => grid.current?.setSort(sort), [sort, grid]);
	const { rules } = props;
	// biome-ignore lint/correctness/useExhaustiveDependencies: other rules colour what is there already
	useEffect(() => grid.current?.invalidate(), [rules, grid]);
	useEffect(() => {
		let shown = rows.source;
		grid.current?.setSource(shown);
		return rows.subscribe((what, id, keys) => {
			if (what === "source" || rows.source !== shown) {
				shown = rows.source;
				grid.current?.setSource(shown);
			}
			if (what === "meta") {
				goToFirst(grid.current);
				if (grid.current?.isEditing) look((n) => n + 1);
			}
			if (what === "cells" && id) for (const key of keys ?? []) grid.current?.refreshCell(id, key);
		});
	}, [rows, grid]);
	useEffect(
		() =>
			edits.subscribe(({ id, keys, row }) => {
				if (row) rows.update(row);
				if (now.current.rules?.any) grid.current?.refreshRow(id);
				else for (const key of keys) grid.current?.refreshCell(id, key);
				look((n) => n + 1);
			}),
		[rows, grid],
	);

	const attribute = props.attributes.find((a) => a.key === request?.column.key);
	const open = request && grid.current?.isEditing && attribute;
	return (
		<div className={styles.host} data-readonly={props.readOnly || undefined}>
			<div ref={host} className={styles.grid} data-no-print />
			<PrintTable label={props.label} columns={columns} source={() => rows.source} />
			{open && (
				<CellEditor
					key={`${request.row.id} ${request.column.key} ${request.rowIndex}`}
					request={closing(request, () => setRequest(null))}
					attribute={attribute}
					context={rowContext(props.context, request.row)}
					handle={editor}
					reasons
					left={edits.cell(request.row.id, attribute.key)?.typed}
					now={theirsNow(request, attribute, props, t)}
				/>
			)}
			{!open && (
				<Suspense fallback={null}>
					<CellNotice grid={grid} attributes={props.attributes} context={props.context} />
				</Suspense>
			)}
		</div>
	);
}

// afterPaint does something once what is on the page has been painted, and undoes
// it, or leaves it, when the answer is called.
function afterPaint(act: () => () => void): () => void {
	let undo: (() => void) | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const frame = requestAnimationFrame(() => {
		timer = setTimeout(() => {
			undo = act();
		});
	});
	return () => {
		cancelAnimationFrame(frame);
		clearTimeout(timer);
		undo?.();
	};
}

// act does something to many cells. What that takes is fetched at the first time.
function act(run: (actions: typeof import("./cell-actions")) => Promise<number>): void {
	import("./cell-actions").then(run).catch(tellError);
}

// goToFirst makes the first cell active where rows have come and none is yet.
function goToFirst(grid: Grid | null): void {
	if (!grid || grid.selection.active.row !== HEADER || !grid.rowAt(0)) return;
	if (!grid.element.contains(document.activeElement)) grid.select(selectCell({ row: 0, col: 0 }));
}

function rowContext(context: FieldContext, row: GridRow): FieldContext {
	const own = row.data.currency;
	return typeof own === "string" && own ? { ...context, currency: own } : context;
}

// theirsNow says what someone else has put into a cell since its edit began.
function theirsNow(
	{ row, column }: EditRequest,
	attribute: Attribute,
	props: GridProps,
	t: ReturnType<typeof useLang>["t"],
): string | undefined {
	const now = lineOf(row.id, props)?.data as Row | undefined;
	if (!now || edits.cell(row.id, column.key) || same(now[column.key], row.data[column.key])) return undefined;
	const value = words(now[column.key], attribute, rowContext(props.context, row)) || t("editing.empty");
	return t("editing.theirsNow", { name: props.rows.actor(row.id) ?? t("portfolio.cell.someone"), value });
}

type Committed = { rowId: string; key: string; value: unknown; seen: unknown; all: boolean; why?: string };

function commit({ rowId, key, value, seen, all, why }: Committed, props: GridProps, desk: Desk): void {
	const line = lineOf(rowId, props);
	const attribute = props.attributes.find((a) => a.key === key);
	if (!line || !attribute) return;
	const row = line.data as Row;
	const name = String(row.name ?? row.code ?? "");
	const title = props.columns.find((c) => c.key === key)?.title ?? key;
	if (all) act((a) => a.spread(desk, value, attribute, title));
	else changeCell(row, key, value, `${title} · ${name}`, seen ?? null, why);
}

function lineOf(rowId: string, props: GridProps): GridRow | undefined {
	const index = props.rows.source.indexOf(rowId);
	return index === undefined ? undefined : props.rows.source.row(index);
}

function rowClassOf(row: GridRow, rules: Rules | undefined): string | undefined {
	if (row.data.diff === "added") return "row-added";
	if (row.data.diff === "removed") return "row-removed";
	const rule = rules?.ofRow(row);
	return rule && `rule-${rule.colour}`;
}

function stateOf(
	row: GridRow,
	column: Column,
	rows: ProjectRows,
	t: ReturnType<typeof useLang>["t"],
	rules: Rules | undefined,
): CellState | undefined {
	if (row.kind === "group") return undefined;
	const edit = edits.cell(row.id, column.key);
	if (edit?.state === "failed") {
		const failed = edit.why ?? t("portfolio.cell.failed");
		return edit.typed === undefined ? { failed } : { failed, unread: edit.typed };
	}
	if (edit?.state === "conflict") return { conflict: t("portfolio.cell.conflict") };
	if (edit) return { pending: true };
	const unread = (row.data.unread as Record<string, string> | undefined)?.[column.key];
	const changed = rows.changed(row.id, column.key);
	const was = row.data.was as Record<string, unknown> | undefined;
	const ruled = rules?.ofCell(row, column.key);
	const said = ruled ?? (column.key === "name" ? rules?.ofRow(row) : undefined);
	const why = said && t("grid.rule.why", { name: calledIn(said, langState().lang), filter: said.filter });
	const rule = was && column.key in was ? "cell-changed" : ruled && `rule-${ruled.colour}`;
	if (unread === undefined && changed === undefined && rule === undefined && !why) return undefined;
	return { unread, changed, rule, why } as CellState;
}
