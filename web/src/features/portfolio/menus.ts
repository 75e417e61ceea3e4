import type { Attribute, Portfolio, Row } from "../../api/types";
import type { ProjectRows } from "../../data/project-rows";
import { edits } from "../../data/projects";
import type { Grid } from "../../engine/grid/grid";
import type { CellPlace } from "../../engine/grid/model";
import { langState, pick, type Translate } from "../../i18n/lang";
import type { MenuEntry, MenuGroup } from "../../ui/menu";
import { chipOf } from "../../views/filter/chip-words";
import { readChips, writeChip, writeChips } from "../../views/filter/condition";
import { drawn, hidden, inOrder, moved, pinned } from "../../views/grid/column-moves";
import { canGroup, usualGroup } from "../../views/group/group-words";
import { canDraw, type View } from "../../views/use-view";
import type { ViewColumn, ViewState } from "../../views/view-state";
import type { Moves } from "./use-moves";

type Common = { place: CellPlace; view: View; attributes: readonly Attribute[]; t: Translate };

export type HeaderOptions = Common & {
	shown: readonly ViewColumn[];
	grid: Grid | null;
	onColumn: (key: string) => void;
};

// headerMenu is what can be done with a column.
export function headerMenu({ place, view, attributes, shown, grid, onColumn, t }: HeaderOptions): MenuGroup[] {
	const { key } = place.column;
	const attribute = attributes.find((a) => a.key === key);
	const put = (changes: Partial<ViewState>) => () => view.change(changes);
	const entries: MenuEntry[] = [
		{
			id: "up",
			name: t("portfolio.menu.sortUp"),
			icon: "sort-up",
			run: put({ sort: [{ key, direction: "ascending" }] }),
		},
		{
			id: "down",
			name: t("portfolio.menu.sortDown"),
			icon: "sort-down",
			run: put({ sort: [{ key, direction: "descending" }] }),
		},
	];
	if (attribute && canGroup(attribute)) {
		const group = [...view.state.group.filter((g) => g.key !== key), usualGroup(attribute)];
		entries.push({ id: "group", name: t("portfolio.menu.group"), icon: "group", run: put({ group, tree: "" }) });
	}
	const filled = (empty: boolean) => {
		const chip = { key, op: empty ? ("is empty" as const) : ("is not empty" as const), values: [] };
		return () => view.change({ filter: withChip(view.query.filter, chip) });
	};
	const groups: MenuGroup[] = [
		{ id: "column", title: place.column.title, entries },
		{
			id: "filter",
			entries: [
				{ id: "filled", name: t("portfolio.menu.onlyFilled"), icon: "filter", run: filled(false) },
				{ id: "empty", name: t("portfolio.menu.onlyEmpty"), icon: "filter", run: filled(true) },
			],
		},
	];
	const pin = !place.column.pinned;
	const at = inOrder(shown).findIndex((c) => c.key === key);
	const columns = (next: ViewColumn[]) => put({ columns: next });
	groups.push({
		id: "place",
		entries: [
			{
				id: "pin",
				name: t(pin ? "grid.column.pin" : "grid.column.unpin"),
				icon: "pin",
				run: columns(pinned(shown, key, pin)),
			},
			{
				id: "left",
				name: t("grid.column.left"),
				icon: "arrow-left",
				detail: "Ctrl+Alt+←",
				run: columns(moved(shown, key, at - 1)),
			},
			{
				id: "right",
				name: t("grid.column.right"),
				icon: "arrow-right",
				detail: "Ctrl+Alt+→",
				run: columns(moved(shown, key, at + 1)),
			},
			{ id: "fit", name: t("grid.column.fit"), icon: "columns", run: () => grid?.fitColumn(key) },
			{ id: "name", name: t("grid.column.edit"), icon: "edit", run: () => onColumn(key) },
		],
	});
	if (canDraw(attribute)) {
		const on = shown.some((c) => c.key === key && c.trend);
		const entry: MenuEntry = {
			id: "trend",
			name: t(on ? "grid.trend.hide" : "grid.trend.show"),
			icon: "history",
			run: columns(drawn(shown, key, !on)),
		};
		groups.push({ id: "trend", entries: [entry] });
	}
	if (key !== "code" && key !== "name") {
		const hide: MenuEntry = {
			id: "hide",
			name: t("portfolio.menu.hide"),
			icon: "eye-off",
			run: columns(hidden(shown, key)),
		};
		groups.push({ id: "hide", entries: [hide] });
	}
	return groups;
}

// withChip adds a condition to a filter; to one that is more than chips, by "and".
export function withChip(filter: string, chip: Parameters<typeof writeChip>[0]): string {
	const chips = readChips(filter);
	if (chips) return writeChips([...chips.filter((c) => writeChip(c) !== writeChip(chip)), chip]);
	return `(${filter}) and ${writeChip(chip)}`;
}

export type CellOptions = Common & {
	portfolio?: Portfolio;
	portfolios: readonly Portfolio[];
	grid: Grid | null;
	rows: ProjectRows;
	moves: Moves;
	open: (row: Row) => void;
	openPage: (row: Row) => void;
};

// selectedRows are the projects of the selected cells that are loaded, the one
// asked for at least.
export function selectedRows(grid: Grid | null, place: CellPlace): Row[] {
	const found = new Map<string, Row>();
	for (const range of grid?.selection.ranges ?? []) {
		for (let i = range.top; i <= range.bottom; i++) {
			const line = grid?.rowAt(i);
			if (line?.kind === "data") found.set(line.id, line.data as Row);
		}
	}
	if (place.row?.kind === "data" && !found.has(place.row.id)) found.set(place.row.id, place.row.data as Row);
	return [...found.values()].map((row) => edits.latest(row));
}

// cellMenu is what can be done with the selected projects, and with a cell.
export function cellMenu(o: CellOptions): MenuGroup[] {
	const { place, view, t } = o;
	const attribute = o.attributes.find((a) => a.key === place.column.key);
	if (!place.row || place.row.kind === "group" || !attribute) return [];
	const row = place.row.data as Row;
	const chosen = selectedRows(o.grid, place);
	const count = chosen.length;
	const value = place.column.value?.(place.row);
	const label = pick(attribute.label, langState().lang);
	const one: MenuEntry[] = [
		{ id: "peek", name: t("portfolio.menu.peek"), icon: "side-open", run: () => o.open(row) },
		{ id: "page", name: t("portfolio.menu.page"), icon: "open", run: () => o.openPage(row) },
		{
			id: "history",
			name: t("portfolio.menu.history", { name: label }),
			icon: "history",
			run: () => view.set({ open: row.id, history: attribute.key }),
		},
		{
			id: "filter",
			name: t("portfolio.menu.byValue"),
			icon: "filter",
			run: () => view.change({ filter: withChip(view.query.filter, chipOf(attribute, value)) }),
		},
	];
	const groups: MenuGroup[] = [
		{ id: "one", title: count > 1 ? t("portfolio.menu.some", { count }) : String(row.name ?? ""), entries: one },
	];
	if (view.query.asOf || view.query.compareTo) return groups;
	return [...groups, ...setGroups(o, chosen), { id: "move", entries: moveEntries(o, chosen) }];
}

function setGroups({ portfolio, portfolios, moves, t }: CellOptions, chosen: Row[]): MenuGroup[] {
	const entries: MenuEntry[] = portfolios
		.filter((p) => p.kind === "manual" && p.can_edit && p.id !== portfolio?.id)
		.slice(0, 12)
		.map((p) => ({
			id: `add-${p.id}`,
			name: t("portfolio.menu.add", { name: p.name }),
			icon: "plus",
			run: () => moves.join(p, chosen),
		}));
	if (portfolio?.kind === "manual" && portfolio.can_edit) {
		entries.push({
			id: "leave",
			name: t("portfolio.menu.leave", { name: portfolio.name }),
			icon: "minus",
			run: () => moves.leave(portfolio, chosen),
		});
	}
	return entries.length ? [{ id: "sets", entries }] : [];
}

function moveEntries({ view, moves, t }: CellOptions, chosen: Row[]): MenuEntry[] {
	const { state } = view.query;
	const count = chosen.length;
	if (state === "deleted") {
		return [
			{
				id: "restore",
				name: t("portfolio.menu.restore", { count }),
				icon: "history",
				run: () => moves.move("restore", chosen),
			},
		];
	}
	const archived = state === "archived";
	return [
		archived
			? {
					id: "unarchive",
					name: t("portfolio.menu.unarchive", { count }),
					icon: "history",
					run: () => moves.move("unarchive", chosen),
				}
			: {
					id: "archive",
					name: t("portfolio.menu.archive", { count }),
					icon: "lock",
					run: () => moves.move("archive", chosen),
				},
		{
			id: "delete",
			name: t("portfolio.menu.delete", { count }),
			icon: "trash",
			danger: true,
			run: () => moves.move("delete", chosen),
		},
	];
}
