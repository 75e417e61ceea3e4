import { expect, test } from "vitest";
import { always, type Chance } from "../chance";
import {
	columnAt,
	columnAxis,
	columnLeft,
	columnSeenAt,
	columnsInView,
	columnWidth,
	firstColumn,
	follow,
	MAX_HEIGHT,
	physicalHeight,
	placeAt,
	type RowAxis,
	reveal,
	revealColumn,
	rowAt,
	rowsInView,
	rowTop,
	TOP,
	virtualHeight,
	windowFrom,
} from "./geometry";

function anyAxis(chance: Chance): RowAxis {
	const count = chance.pick([0, 1, 10, 10_000, 200_000, 1_000_000]);
	return { count, rowHeight: chance.pick([28, 32, 40]), view: chance.int(60, 2000) };
}

function last(axis: RowAxis): number {
	return Math.max(0, virtualHeight(axis) - axis.view);
}

test("every row can be brought to the top, or as near as the end allows, within the browsers' height", () => {
	always(300, (chance) => {
		const axis = anyAxis(chance);
		const row = chance.int(0, Math.max(0, axis.count - 1));
		const place = placeAt(axis, row * axis.rowHeight);
		expect(place.virtual).toBe(Math.min(row * axis.rowHeight, last(axis)));
		expect(physicalHeight(axis)).toBeLessThanOrEqual(MAX_HEIGHT);
		expect(place.physical).toBeLessThanOrEqual(Math.max(0, physicalHeight(axis) - axis.view));
	});
});

test("the row found at a point is the row drawn there", () => {
	always(300, (chance) => {
		const axis = anyAxis(chance);
		const place = placeAt(axis, chance.int(0, last(axis)));
		const y = chance.int(0, axis.view - 1);
		const row = rowAt(axis, place, y);
		if (row < 0) return expect(place.virtual + y).toBeGreaterThanOrEqual(virtualHeight(axis));
		const seen = rowTop(axis, place, row) - place.physical;
		expect(seen).toBeLessThanOrEqual(y);
		expect(seen + axis.rowHeight).toBeGreaterThan(y);
	});
});

test("a wheel moves pixel by pixel and reaches both ends, however high the grid", () => {
	always(60, (chance) => {
		const axis = { ...anyAxis(chance), count: 1_000_000 };
		const step = chance.pick([-100, 100, 37, -371]);
		const near = chance.int(0, 40) * Math.abs(step);
		let place = placeAt(axis, step < 0 ? near : last(axis) - near);
		for (let i = 0; i < 50; i++) {
			const before = place.virtual;
			const most = physicalHeight(axis) - axis.view;
			place = follow(axis, place, Math.max(0, Math.min(most, place.physical + step)));
			const end = step < 0 ? 0 : last(axis);
			const moved = Math.abs(place.virtual - before);
			if (moved !== Math.abs(step)) expect([0, end]).toContain(place.virtual);
		}
		expect(place.virtual).toBe(step < 0 ? 0 : last(axis));
	});
});

test("the thumb of the scroll bar reaches a share of the rows equal to its own", () => {
	const axis = { count: 1_000_000, rowHeight: 32, view: 800 };
	const half = (MAX_HEIGHT - 800) / 2;
	expect(follow(axis, TOP, half).virtual).toBe(Math.round(last(axis) / 2));
	expect(follow(axis, placeAt(axis, 16_000_000), 0).virtual).toBe(0);
});

test("below the browsers' limit the scroll is the browser's own", () => {
	const axis = { count: 10_000, rowHeight: 32, view: 800 };
	expect(follow(axis, TOP, 12_345.5)).toEqual({ physical: 12_345.5, virtual: 12_345.5 });
});

test("a revealed row is whole, below what covers it, and nothing moves when it was", () => {
	always(300, (chance) => {
		const axis = { ...anyAxis(chance), count: 10_000 };
		const covered = chance.int(0, 1) * axis.rowHeight;
		if (axis.view < covered + axis.rowHeight) return;
		const row = chance.int(2, axis.count - 1);
		const top = reveal(axis, chance.int(0, last(axis)), row, covered);
		expect(row * axis.rowHeight).toBeGreaterThanOrEqual(top + covered);
		expect((row + 1) * axis.rowHeight).toBeLessThanOrEqual(top + axis.view);
		expect(reveal(axis, top, row, covered)).toBe(top);
	});
});

test("the column found at a point is the column drawn there", () => {
	always(300, (chance) => {
		const widths = chance.list(1, 60, () => chance.int(48, 300));
		const view = chance.int(200, 2000);
		const axis = columnAxis(widths, chance.int(0, Math.min(3, widths.length)), view);
		const scroll = chance.int(0, Math.max(0, axis.width - view));
		const x = chance.int(0, view - 1);
		const col = columnAt(axis, scroll, x);
		if (col < 0) return expect(x + scroll).toBeGreaterThanOrEqual(axis.width);
		const seen = columnSeenAt(axis, scroll, col);
		expect(seen).toBeLessThanOrEqual(x);
		expect(seen + columnWidth(axis, col)).toBeGreaterThan(x);
	});
});

test("the window of columns holds every column in view and never needs more cells than foreseen", () => {
	always(300, (chance) => {
		const widths = chance.list(1, 60, () => chance.int(48, 300));
		const view = chance.int(200, 2000);
		const axis = columnAxis(widths, chance.int(0, Math.min(3, widths.length)), view);
		const loose = axis.count - axis.pinned;
		const seen = columnsInView(axis, view);
		const size = Math.min(loose, seen + chance.int(0, 2));
		const scroll = chance.int(0, Math.max(0, axis.width - view));
		const forward = chance.next() < 0.5;
		const from = windowFrom(firstColumn(axis, scroll), seen, size, axis.pinned, axis.count, forward);
		for (let col = axis.pinned; col < axis.count; col++) {
			const left = columnLeft(axis, col) - scroll;
			const visible = left < view && left + columnWidth(axis, col) > axis.pinnedWidth;
			if (visible) expect(col >= from && col < from + size).toBe(true);
		}
	});
});

test("the window of rows holds every row in view", () => {
	always(300, (chance) => {
		const axis = anyAxis(chance);
		const place = placeAt(axis, chance.int(0, last(axis)));
		const seen = rowsInView(axis);
		const size = Math.min(axis.count, seen + chance.int(0, 6));
		const first = Math.floor(place.virtual / axis.rowHeight);
		const from = windowFrom(first, seen, size, 0, axis.count, chance.next() < 0.5);
		for (const y of [0, axis.view - 1]) {
			const row = rowAt(axis, place, y);
			if (row >= 0) expect(row >= from && row < from + size).toBe(true);
		}
	});
});

test("a revealed column is whole, or shows its left edge when it is wider than the view", () => {
	always(200, (chance) => {
		const widths = chance.list(5, 40, () => chance.int(48, 700));
		const view = chance.int(300, 900);
		const axis = columnAxis(widths, chance.int(0, 2), view);
		const col = chance.int(axis.pinned, axis.count - 1);
		const scroll = revealColumn(axis, chance.int(0, 5000), view, col);
		const left = columnSeenAt(axis, scroll, col);
		const fits = columnWidth(axis, col) <= view - axis.pinnedWidth;
		expect(left).toBeGreaterThanOrEqual(axis.pinnedWidth);
		if (fits) expect(left + columnWidth(axis, col)).toBeLessThanOrEqual(view);
		else expect(left).toBe(axis.pinnedWidth);
	});
});

test("pinning yields on a narrow screen", () => {
	expect(columnAxis([110, 260, 90], 2, 1400).pinned).toBe(2);
	expect(columnAxis([110, 260, 90], 2, 320).pinned).toBe(1);
	expect(columnAxis([110, 260, 90], 2, 100).pinned).toBe(0);
});
