import { describe, expect, test } from "vitest";
import { always, type Chance } from "../chance";
import { pressed } from "./keyboard";
import { added, moved, removed, resized } from "./move";
import { type Box, columns, dropped, freePlace, heightOf, inOrder, overlap, settled } from "./place";
import { back, begin, forth, type Steps, step } from "./steps";

const box = (id: string, x: number, y: number, w: number, h: number): Box => ({ id, x, y, w, h });
const shape = (boxes: readonly Box[]) => boxes.map((b) => `${b.id}${b.x},${b.y} ${b.w}x${b.h}`).join(" · ");

function anyBoxes(chance: Chance): Box[] {
	return chance.list(0, 9, (i) =>
		box(`b${i}`, chance.int(-3, 14), chance.int(-2, 20), chance.int(0, 15), chance.int(0, 9)),
	);
}

const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] as const;

function anyChange(chance: Chance, boxes: readonly Box[]): readonly Box[] {
	const id = boxes.length ? chance.pick(boxes).id : "none";
	const what = chance.int(0, 5);
	if (what === 0) return moved(boxes, id, { x: chance.int(-2, 13), y: chance.int(-2, 24) });
	if (what === 1) return resized(boxes, id, { w: chance.int(0, 14), h: chance.int(0, 12) });
	if (what === 2) return added(boxes, `n${chance.int(0, 999)}`, { w: chance.int(2, 12), h: chance.int(2, 8) });
	if (what === 3) return removed(boxes, id);
	return pressed(boxes, id, { key: chance.pick(arrows), shift: chance.next() < 0.5 }) ?? boxes;
}

function judge(boxes: readonly Box[]): void {
	boxes.forEach((a, i) => {
		expect(a.x >= 0 && a.y >= 0 && a.w >= 2 && a.h >= 2 && a.x + a.w <= columns, `inside: ${shape([a])}`).toBe(true);
		for (const b of boxes.slice(i + 1)) expect(overlap(a, b), `${shape([a, b])} overlap`).toBe(false);
	});
	expect(shape(dropped(inOrder(boxes))), "none hangs in the air").toBe(shape(inOrder(boxes)));
}

describe("a layout of twelve columns", () => {
	test("whatever is done to it, boxes keep inside, apart and without holes", () => {
		always(150, (chance) => {
			let boxes: readonly Box[] = settled(anyBoxes(chance));
			judge(boxes);
			for (let n = 0; n < 12; n++) {
				boxes = anyChange(chance, boxes);
				judge(boxes);
			}
		});
	});
	test("moving and resizing one keeps the sizes and columns of all others", () => {
		always(300, (chance) => {
			const boxes = settled(anyBoxes(chance));
			if (!boxes.length) return;
			const id = chance.pick(boxes).id;
			const after = moved(boxes, id, { x: chance.int(0, 11), y: chance.int(0, 20) });
			const rest = (all: readonly Box[]) =>
				all
					.filter((b) => b.id !== id)
					.map((b) => `${b.id} ${b.x} ${b.w} ${b.h}`)
					.sort();
			expect(rest(after)).toEqual(rest(boxes));
			expect(rest(resized(boxes, id, { w: chance.int(2, 12), h: chance.int(2, 9) }))).toEqual(rest(boxes));
		});
	});
	test("going back gives exactly what was there, step by step, and forth again", () => {
		always(200, (chance) => {
			let steps: Steps<readonly Box[]> = begin(settled(anyBoxes(chance)));
			const seen = [steps.now];
			for (let n = 0; n < 10; n++) {
				const next = step(steps, anyChange(chance, steps.now));
				if (next !== steps) seen.push(next.now);
				steps = next;
			}
			const last = JSON.stringify(seen);
			for (let n = seen.length - 2; n >= 0; n--) {
				steps = back(steps);
				expect(steps.now).toBe(seen[n]);
			}
			expect(back(steps)).toBe(steps);
			for (let n = 1; n < seen.length; n++) {
				steps = forth(steps);
				expect(steps.now).toBe(seen[n]);
			}
			expect(JSON.stringify(seen), "no state was changed in place").toBe(last);
		});
	});
	test("a new box takes the first free place, and moves no other", () => {
		always(200, (chance) => {
			const boxes = settled(anyBoxes(chance));
			const after = added(boxes, "new", { w: chance.int(2, 12), h: chance.int(2, 6) });
			expect(shape(after.filter((b) => b.id !== "new"))).toBe(shape(boxes));
		});
		const two = [box("a", 0, 0, 4, 2), box("b", 8, 0, 4, 2)];
		expect(freePlace(two, 4, 3)).toEqual({ x: 4, y: 0 });
		expect(freePlace(two, 6, 2)).toEqual({ x: 0, y: 2 });
	});
});

describe("boxes under one another", () => {
	const three = [box("a", 0, 0, 6, 4), box("b", 0, 4, 6, 4), box("c", 6, 0, 6, 8)];
	test("change places once one covers half of the other", () => {
		expect(shape(moved(three, "a", { x: 0, y: 2 }))).toBe(shape(three));
		expect(moved(three, "a", { x: 0, y: 3 }).map((b) => b.id + b.y)).toEqual(["b0", "c0", "a4"]);
		expect(moved(three, "b", { x: 0, y: 1 }).map((b) => b.id + b.y)).toEqual(["b0", "c0", "a4"]);
	});
	test("change places by one key, and back by the other", () => {
		const down = pressed(three, "a", { key: "ArrowDown", shift: false }) ?? [];
		expect(down.map((b) => b.id + b.y)).toEqual(["b0", "c0", "a4"]);
		expect(shape(pressed(down, "a", { key: "ArrowUp", shift: false }) ?? [])).toBe(shape(inOrder(three)));
	});
	test("a wider one pushes the next column's boxes down", () => {
		const wide = pressed(three, "a", { key: "ArrowRight", shift: true }) ?? [];
		expect(wide.map((b) => `${b.id}${b.y}`)).toEqual(["a0", "b4", "c4"]);
	});
	test("a change that changes nothing is the same list", () => {
		expect(pressed(three, "a", { key: "ArrowLeft", shift: false })).toBe(three);
		expect(pressed(three, "c", { key: "ArrowDown", shift: false })).toBe(three);
		expect(pressed(three, "a", { key: "Tab", shift: false })).toBeNull();
		expect(heightOf(three)).toBe(8);
	});
});
