// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MemorySource } from "../../data/row-source";
import { Grid, type GridOptions } from "./grid";
import { plainRows } from "./group";
import type { CellState, Column, EditRequest } from "./model";

const columns: Column[] = ["code", "name", "cost"].map((key) => ({
	key,
	title: key.toUpperCase(),
	width: 100,
	pinned: key === "code",
	text: (value) => String(value ?? ""),
	editable: () => key !== "code",
}));

function records(count: number) {
	return Array.from({ length: count }, (_, i) => ({ id: `p${i}`, code: `C${i}`, name: `Name ${i}`, cost: i }));
}

let host: HTMLElement;
let grid: Grid;

/** A grid of 800 by 352 pixels: a header of 32 and ten rows. */
function open(options: Partial<GridOptions> = {}, count = 1000): MemorySource {
	const source = new MemorySource(plainRows(records(count), (record) => record.id));
	grid = new Grid(host, {
		id: "g",
		columns,
		source,
		labels: { grid: "Projects", pending: "Saving", loadFailed: "Try again", group: (label) => label },
		...options,
	});
	return source;
}

beforeEach(() => {
	host = document.createElement("div");
	document.body.append(host);
	vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(800);
	vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(352);
});
afterEach(() => {
	grid.destroy();
	host.remove();
	vi.restoreAllMocks();
});

function key(name: string, more: KeyboardEventInit = {}): void {
	grid.element.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
}

function active(): HTMLElement {
	const id = grid.element.getAttribute("aria-activedescendant") ?? "";
	const element = document.getElementById(id);
	if (!element) throw new Error(`no element ${id}`);
	return element;
}

function cell(row: number, col: number): HTMLElement | null {
	return grid.element.querySelector(`[aria-rowindex="${row + 2}"] [aria-colindex="${col + 1}"]`);
}

test("a thousand rows stand in the page as a few", () => {
	open();
	expect(grid.element.getAttribute("aria-rowcount")).toBe("1001");
	expect(grid.element.querySelectorAll(".vg-body [role=row]").length).toBe(16);
	expect(grid.element.querySelectorAll("[tabindex]").length).toBe(0);
	expect(grid.element.tabIndex).toBe(0);
});

test("the active cell is in the page wherever the scroll goes", () => {
	open();
	key("ArrowDown");
	expect(active().textContent).toBe("C1");
	grid.element.scrollTop = 20_000;
	grid.element.dispatchEvent(new Event("scroll"));
	expect(active().textContent).toBe("C1");
	expect(active().closest("[role=row]")?.getAttribute("aria-rowindex")).toBe("3");
	key("ArrowDown");
	expect(active().textContent).toBe("C2");
	expect(grid.element.scrollTop).toBeLessThan(100);
});

test("ctrl+end reaches the last cell and names it", () => {
	open();
	key("End", { ctrlKey: true });
	expect(active().textContent).toBe("999");
	expect(grid.element.scrollTop).toBe(1000 * 32 - 320);
});

test("an edit commits the value, moves on and gives the focus back", () => {
	const requests: EditRequest[] = [];
	const commits: unknown[] = [];
	open({
		onEdit: (request) => {
			requests.push(request);
			return undefined;
		},
		onCommit: (change) => commits.push(change),
	});
	key("ArrowRight");
	key("7");
	key("5");
	expect(requests[0]?.initialText).toBe("75");
	expect(requests[0]?.element.isConnected).toBe(true);
	requests[0]?.commit("75", "down");
	requests[0]?.commit("again", "down");
	expect(commits).toEqual([{ rowId: "p0", key: "name", value: "75", seen: "Name 0", all: false }]);
	expect(grid.selection.active).toEqual({ row: 1, col: 1 });
	expect(document.activeElement).toBe(grid.element);
	expect(grid.isEditing).toBe(false);
});

test("an edit follows its row when rows change order, and ends when the row goes", () => {
	const leave = vi.fn();
	const source = open({ onEdit: () => ({ leave }) });
	key("ArrowRight");
	key("F2");
	source.set(plainRows(records(1000).reverse(), (record) => record.id));
	expect(grid.isEditing).toBe(true);
	expect(grid.element.querySelector(".vg-lane")?.getAttribute("aria-rowindex")).toBe("1001");
	expect(grid.selection.active).toEqual({ row: 999, col: 1 });
	source.set([]);
	expect(leave).toHaveBeenCalledOnce();
	expect(grid.isEditing).toBe(false);
});

test("a read-only cell says so and lets letters through", () => {
	const onReadonly = vi.fn();
	open({ onReadonly, onEdit: () => undefined });
	const letter = new KeyboardEvent("keydown", { key: "g", bubbles: true, cancelable: true });
	grid.element.dispatchEvent(letter);
	expect(letter.defaultPrevented).toBe(false);
	key("Enter");
	expect(onReadonly).toHaveBeenCalledOnce();
	expect(cell(0, 0)?.getAttribute("aria-readonly")).toBe("true");
	expect(cell(0, 1)?.hasAttribute("aria-readonly")).toBe(false);
});

test("one signal a cell, the most important, and imported text in the place of a value", () => {
	const states = new Map<string, CellState>();
	open({ state: (row, column) => states.get(`${row.id}/${column.key}`) });
	states.set("p1/name", { pending: true, rule: "late" });
	states.set("p1/cost", { pending: true, failed: "Too high" });
	states.set("p2/cost", { unread: "exempt" });
	grid.refreshCell("p1", "name");
	grid.refreshRow("p1");
	grid.invalidate();
	expect(cell(1, 1)?.className).toBe("vg-cell vg-pending");
	expect(cell(1, 1)?.title).toBe("Saving");
	expect(cell(1, 2)?.className).toBe("vg-cell vg-failed");
	expect(cell(1, 2)?.getAttribute("aria-invalid")).toBe("true");
	expect(cell(2, 2)?.textContent).toBe("exempt");
	states.clear();
	grid.refreshRow("p1");
	expect(cell(1, 2)?.className).toBe("vg-cell");
	expect(cell(1, 2)?.hasAttribute("aria-invalid")).toBe(false);
});

test("another column's painting is never left behind", () => {
	const render = (element: HTMLElement) => {
		if (element.children.length === 0) element.append(document.createElement("svg"));
	};
	const [code, name, cost] = columns as [Column, Column, Column];
	open({ columns: [code, { ...name, render }, cost] });
	expect(cell(0, 1)?.children.length).toBe(1);
	expect(cell(0, 1)?.getAttribute("aria-label")).toBe("Name 0");
	grid.setColumns([code, cost, { ...name, render }]);
	expect(cell(0, 1)?.children.length).toBe(0);
	expect(cell(0, 1)?.textContent).toBe("0");
	expect(cell(0, 1)?.hasAttribute("aria-label")).toBe(false);
});

test("columns move, hide and take a least width by command", () => {
	const onResize = vi.fn();
	open({ onResize });
	grid.moveColumn("cost", 1);
	expect(grid.shownColumns.map((column) => column.key)).toEqual(["code", "cost", "name"]);
	grid.resizeColumn("cost", 3);
	expect(onResize).toHaveBeenCalledWith("cost", 48);
	key("End");
	grid.setColumns(columns.slice(0, 2));
	expect(grid.element.getAttribute("aria-colcount")).toBe("2");
	expect(active().textContent).toBe("Name 0");
});

test("text that is no value stays with its reason, where the host keeps it", () => {
	const onKeep = vi.fn();
	const onCommit = vi.fn();
	open({ onKeep, onCommit, onEdit: (request) => ({ leave: () => request.keep?.("31 febr", "no date") }) });
	key("ArrowRight");
	key("F2");
	grid.select({ active: { row: 5, col: 1 }, head: { row: 5, col: 1 }, ranges: [] });
	grid.destroy();
	expect(onKeep).toHaveBeenCalledExactlyOnceWith({ rowId: "p0", key: "name", text: "31 febr", why: "no date" });
	expect(onCommit).not.toHaveBeenCalled();
});

test("keys fill the selection, and leave Ctrl+R to the browser where there is one column", () => {
	const onFill = vi.fn();
	open({ onFill });
	key("ArrowRight");
	const reload = new KeyboardEvent("keydown", { key: "r", ctrlKey: true, bubbles: true, cancelable: true });
	grid.element.dispatchEvent(reload);
	expect(reload.defaultPrevented).toBe(false);
	key("ArrowDown", { shiftKey: true });
	key("d", { ctrlKey: true });
	expect(onFill).toHaveBeenLastCalledWith(
		{ source: { top: 0, left: 1, bottom: 0, right: 1 }, target: { top: 1, left: 1, bottom: 1, right: 1 } },
		false,
	);
	key("ArrowRight", { shiftKey: true });
	key("r", { ctrlKey: true });
	expect(onFill).toHaveBeenLastCalledWith(
		{ source: { top: 0, left: 1, bottom: 1, right: 1 }, target: { top: 0, left: 2, bottom: 1, right: 2 } },
		false,
	);
});

function point(name: string, x: number, y: number, more: PointerEventInit = {}): void {
	const event = new PointerEvent(name, { clientX: x, clientY: y, bubbles: true, pointerId: 1, ...more });
	grid.element.dispatchEvent(event);
}

test("the handle of the selection is dragged to fill", () => {
	const onFill = vi.fn();
	open({ onFill });
	grid.element.setPointerCapture = vi.fn();
	key("ArrowRight");
	expect(cell(0, 1)?.className).toContain("vg-corner");
	point("pointerdown", 197, 60);
	point("pointermove", 150, 32 + 32 * 3 + 5);
	expect(cell(2, 1)?.className).toContain("vg-filling");
	point("pointerup", 150, 32 + 32 * 3 + 5);
	expect(onFill).toHaveBeenCalledExactlyOnceWith(
		{ source: { top: 0, left: 1, bottom: 0, right: 1 }, target: { top: 1, left: 1, bottom: 3, right: 1 } },
		false,
	);
	expect(cell(2, 1)?.className).not.toContain("vg-filling");
});

test("row headers select rows, their corner everything, Ctrl and a title a column", () => {
	open({ rowHeaders: true });
	grid.element.setPointerCapture = vi.fn();
	point("pointerdown", 10, 32 + 32 * 2 + 5);
	point("pointermove", 10, 32 + 32 * 4 + 5);
	point("pointerup", 10, 32 + 32 * 4 + 5);
	expect(grid.selection.ranges).toEqual([{ top: 2, left: 0, bottom: 4, right: 2 }]);
	point("pointerdown", 10, 32 + 32 * 7 + 5, { ctrlKey: true });
	point("pointerup", 10, 32 + 32 * 7 + 5);
	expect(grid.selection.ranges).toHaveLength(2);
	point("pointerdown", 10, 10);
	point("click", 10, 10);
	expect(grid.selection.ranges).toEqual([{ top: 0, left: 0, bottom: 999, right: 2 }]);
	point("pointerdown", 150, 10, { ctrlKey: true });
	point("click", 150, 10, { ctrlKey: true });
	expect(grid.selection.ranges.at(-1)).toEqual({ top: 0, left: 1, bottom: 999, right: 1 });
});
