import { useEffect, useId, useMemo, useRef, useState } from "react";
import { Grid } from "../../engine/grid/grid";
import "../../engine/grid/grid.css";
import { MemorySource } from "../../data/row-source";
import type { CellPlace, EditRequest, Rect, SortKey } from "../../engine/grid/model";
import { HEADER, isWide, selectCell } from "../../engine/grid/selection";
import { useFieldContext } from "../../fields/use-context";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { MenuAt, type MenuGroup, type MenuPlace } from "../../ui/menu";
import { useNarrow } from "../../ui/use-narrow";
import { PrintTable } from "../print/print-table";
import { ListTable } from "../table/list-table";
import { CellEditor, type EditorHandle } from "./cell-editor";
import { closing } from "./closing";
import { attributeOf, heldBy, listColumns, offered, textOf } from "./list-column";
import { ListEdits } from "./list-edits";
import { LayoutMenu } from "./list-foot";
import styles from "./list-grid.module.css";
import { useListLayout } from "./list-layout";
import type { ListGridProps } from "./list-props";
import { found, type Listed, shapeOf, sorted } from "./list-rows";
import { Refusal } from "./refusal";

const rowHeight = 32;
const noSort: readonly SortKey[] = [];

// ListGrid is any list in the grid of the portfolio: sorted by its headers,
// walked by the arrows, copied, and edited in place.
//
//	<ListGrid label={t("user.title")} rows={users} open={open} onOpen={(u) => show(u.id)}
//		columns={[
//			{ key: "name", label: t("user.name"), strong: true, pinned: true, grow: true },
//			{ key: "manager", label: t("user.manager"), kind: "user", editable: true },
//			{ key: "seen", label: t("user.seen"), text: (u) => ago(u.seen), order: (u) => u.seen },
//		]}
//		onEdit={(u, key, value) => api.patch(`/users/${u.id}`, { [key]: wire(value) }, u.version)} />
export function ListGrid<T extends Listed>(props: ListGridProps<T>) {
	const { t, lang } = useLang();
	const id = useId().replace(/\W/g, "");
	const context = useFieldContext();
	const host = useRef<HTMLDivElement>(null);
	const grid = useRef<Grid | null>(null);
	const editor = useRef<EditorHandle | null>(null);
	const now = useRef(props);
	now.current = props;
	const [request, setRequest] = useState<EditRequest | null>(null);
	const own = useListLayout(props.keep);
	const layout = props.layout ?? own;
	const shape = useRef(layout);
	shape.current = layout;
	const sort = layout.sort ?? props.sort ?? noSort;
	const { widths } = layout;
	const [room, setRoom] = useState(0);
	const [menu, setMenu] = useState<{ groups: MenuGroup[]; at: MenuPlace } | null>(null);
	const [, look] = useState(0);
	const [edits] = useState(
		() =>
			new ListEdits((row, key) => {
				grid.current?.refreshCell(row, key);
				look((n) => n + 1);
			}),
	);
	edits.save = (row, key, value, undone) => {
		const at = now.current.rows.find((r) => r.id === row);
		return at && now.current.onEdit?.(at, key, value, undone);
	};

	const commit = useRef<(rowId: string, key: string, value: unknown) => void>(() => undefined);
	const narrow = useNarrow();
	const { rows, find = "", groups, parentOf, open } = props;
	const shownColumns = useMemo(
		() => props.columns.filter((c) => !(c.wide && narrow) && !layout.hidden.includes(c.key)),
		[props.columns, narrow, layout.hidden],
	);
	const canEdit = props.onEdit !== undefined;
	const columns = useMemo(
		() => listColumns(shownColumns, { context, room, widths, canEdit, edited: (...at) => edits.value(...at) }),
		[shownColumns, context, room, widths, canEdit, edits],
	);
	const kept = useMemo(() => found(rows, shownColumns, find, context), [rows, shownColumns, find, context]);
	const lines = useMemo(() => sorted(kept, shownColumns, sort, context), [kept, shownColumns, sort, context]);
	const [source] = useState(() => new MemorySource([], shapeOf(groups, parentOf)));

	commit.current = (rowId, key, value) => {
		const { rows: all, columns: cols } = props;
		const row = all.find((r) => r.id === rowId);
		const column = cols.find((c) => c.key === key);
		const [name] = cols;
		if (!row || !column || !name) return;
		const called = textOf(name, attributeOf(name), heldBy(name, row), row, context);
		const before = edits.value(rowId, key, heldBy(column, row));
		edits.change(rowId, key, before, value, `${column.label} · ${called}`);
	};

	// biome-ignore lint/correctness/useExhaustiveDependencies: made once for a language; the rest is told
	useEffect(() => {
		const at = host.current;
		if (!at) return;
		const rowOf = (place: CellPlace) => (place.row?.kind === "data" ? (place.row.data as T) : undefined);
		const openAt = (place: CellPlace) => {
			const row = rowOf(place);
			if (row) now.current.onOpen?.(row);
		};
		const made = new Grid(at, {
			id,
			source,
			columns,
			rowHeight,
			headerHeight: props.headerHeight,
			labels: {
				grid: props.label,
				pending: t("portfolio.cell.pending"),
				loadFailed: t("portfolio.cell.loadFailed"),
				group: (name, count) => t("portfolio.group.line", { name, count }),
			},
			state: (row, column) => edits.state(row.id, column.key, t("portfolio.cell.failed")),
			rowClass: (row) => classOf(row.kind === "data" ? (row.data as T) : undefined, now.current),
			onEdit: (r) => {
				setRequest(r);
				return { leave: () => editor.current?.leave() };
			},
			onCommit: ({ rowId, key, value }) => commit.current(rowId, key, value),
			onSort: (by) => shape.current.change({ sort: by }),
			onResize: (key, width) => shape.current.change({ widths: { ...shape.current.widths, [key]: width } }),
			onSelect: () => {
				look((n) => n + 1);
				selected(made);
			},
			onPeek: openAt,
			onOpen: openAt,
			onReadonly: openAt,
			onMenu: (place) => showMenu(place),
			onCopy: ({ rows: n, missing }) => announce(t("portfolio.copied", { count: n, missing })),
		});
		const showMenu = (place: CellPlace & { rect: Rect }) => {
			const row = rowOf(place);
			const box = made.element.getBoundingClientRect();
			const { left, top, width, height } = place.rect;
			const asked = row ? now.current.menu?.(row) : headerMenu(place.column.key, place.column.title);
			if (asked?.length) setMenu({ groups: asked, at: { left: left + box.left, top: top + box.top, width, height } });
		};
		const headerMenu = (key: string, title: string): MenuGroup[] => {
			const by = (direction: SortKey["direction"]) => () => shape.current.change({ sort: [{ key, direction }] });
			const first = now.current.columns[0]?.key === key;
			const hide = () => shape.current.change({ hidden: [...shape.current.hidden, key] });
			return [
				{
					id: "column",
					title,
					entries: [
						{ id: "up", name: t("portfolio.menu.sortUp"), icon: "sort-up", run: by("ascending") },
						{ id: "down", name: t("portfolio.menu.sortDown"), icon: "sort-down", run: by("descending") },
						{ id: "fit", name: t("grid.column.fit"), icon: "columns", run: () => made.fitColumn(key) },
						...(first || !(now.current.keep || now.current.layout)
							? []
							: [{ id: "hide", name: t("portfolio.menu.hide"), icon: "eye-off" as const, run: hide }]),
					],
				},
			];
		};
		const selected = (g: Grid) => {
			const chosen = rowsOf<T>(g);
			now.current.onSelect?.(chosen);
			const active = g.rowAt(g.selection.active.row);
			if (!now.current.open || active?.kind !== "data" || active.id === now.current.open) return;
			if (g.element.contains(document.activeElement)) now.current.onOpen?.(active.data as T);
		};
		const clicked = (event: MouseEvent) => {
			if (event.shiftKey || event.ctrlKey || event.metaKey || isWide(made.selection)) return;
			// The grid captures the pointer, so that the click arrives at the grid itself.
			const under = document.elementFromPoint(event.clientX, event.clientY);
			const inRow = under?.closest(".vg-body .vg-row, .vg-body .vg-cell");
			const active = made.rowAt(made.selection.active.row);
			const column = made.shownColumns[made.selection.active.col];
			if (!inRow || under?.closest("a") || active?.kind !== "data" || column?.editable?.(active)) return;
			now.current.onOpen?.(active.data as T);
		};
		made.element.addEventListener("click", clicked);
		made.setSort(sort);
		grid.current = made;
		if (source.count > 0) made.select(selectCell({ row: 0, col: 0 }));
		const leave = now.current.onGrid?.(made, source);
		return () => {
			leave?.();
			grid.current = null;
			made.destroy();
		};
	}, [lang, layout.table]);

	useEffect(() => grid.current?.setSort(sort), [sort]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the grid is another one after the table
	useEffect(() => {
		if (!host.current) return;
		const sizes = new ResizeObserver(([entry]) => setRoom(Math.floor(entry?.contentRect.width ?? 0)));
		sizes.observe(host.current);
		return () => sizes.disconnect();
	}, [layout.table]);
	useEffect(() => grid.current?.setColumns(columns), [columns]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what was saved is let go of when the rows have come again
	useEffect(() => edits.settled(), [rows]);
	useEffect(() => {
		source.set(
			lines.map((row) => ({ id: row.id, kind: "data", data: row as Record<string, unknown>, level: 0 })),
			shapeOf(groups, parentOf),
		);
		const g = grid.current;
		if (g?.selection.active.row === HEADER && source.count > 0 && !g.element.contains(document.activeElement))
			g.select(selectCell({ row: 0, col: 0 }));
	}, [lines, source, groups, parentOf]);
	useEffect(() => {
		const g = grid.current;
		g?.invalidate();
		if (!g || !open || g.rowAt(g.selection.active.row)?.id === open) return;
		g.activate(open, g.shownColumns[Math.max(0, g.selection.active.col)]?.key ?? "");
	}, [open]);

	const asked = props.columns.find((c) => c.key === request?.column.key);
	const attribute = useMemo(() => asked && attributeOf(asked), [asked]);
	const editing = request && grid.current?.isEditing && attribute;
	const height = props.fit ? 34 + Math.max(1, Math.min(14, source.count || lines.length)) * rowHeight : undefined;
	const nothing = lines.length === 0 && props.empty;
	const foot = !props.fit && !props.footless && (props.keep || props.layout) && !nothing;
	return (
		<div className={styles.list} data-fit={props.fit || undefined}>
			{nothing && <div className={styles.empty}>{props.empty}</div>}
			{layout.table && !nothing ? (
				<ListTable
					label={props.label}
					own={shownColumns}
					columns={columns}
					lines={lines}
					shape={shapeOf(groups, parentOf)}
					context={context}
					edits={edits}
					sort={sort}
					onSort={(by) => layout.change({ sort: by })}
					onOpen={props.onOpen}
					onChange={(row, key, value) => commit.current(row.id, key, value)}
					rowClass={(row) => classOf(row, props)}
					menu={props.menu}
					end={<LayoutMenu layout={layout} columns={props.columns} gridName={props.gridName} />}
				/>
			) : (
				<div ref={host} className={styles.grid} hidden={Boolean(nothing)} style={{ height }} data-no-print />
			)}
			{foot && !layout.table && (
				<div className={styles.foot} data-no-print>
					<span role="status">
						{kept.length === rows.length
							? t("list.rows", { count: rows.length })
							: t("list.found", { count: kept.length, total: rows.length })}
					</span>
					<LayoutMenu layout={layout} columns={props.columns} />
				</div>
			)}
			<PrintTable label={props.label} columns={columns} source={() => source} />
			{editing &&
				offered(asked, request.row.data as T, attribute, (a) => (
					<CellEditor
						key={`${request.row.id} ${request.column.key}`}
						request={closing(request, () => setRequest(null))}
						attribute={a}
						context={context}
						handle={editor}
					/>
				))}
			<Refusal grid={grid.current} edits={edits} />
			{menu && <MenuAt label={props.label} at={menu.at} groups={menu.groups} onClose={() => setMenu(null)} />}
		</div>
	);
}

function classOf<T extends Listed>(row: T | undefined, props: ListGridProps<T>): string | undefined {
	if (!row) return undefined;
	const own = props.rowClass?.(row);
	if (row.id !== props.open) return own;
	return own ? `${own} row-open` : "row-open";
}

function rowsOf<T>(grid: Grid): T[] {
	const out = new Map<string, T>();
	for (const range of grid.selection.ranges) {
		for (let i = range.top; i <= range.bottom; i++) {
			const row = grid.rowAt(i);
			if (row?.kind === "data") out.set(row.id, row.data as T);
		}
	}
	return [...out.values()];
}
