import { describe, expect, test } from "vitest";
import { type Named, placed, placesOf } from "./labels";

const inside = { left: 0, top: 0, right: 600, bottom: 300 };
const at = (id: string, x: number, y: number, r = 6, width = 90): Named => ({ id, x, y, r, width });

// A crowd that is the same each time.
function crowd(many: number): Named[] {
	let seed = 7;
	const next = (most: number) => {
		seed = (seed * 48271) % 2147483647;
		return seed % most;
	};
	return Array.from({ length: many }, (_, i) => at(`p${i}`, next(600), next(300), 5 + next(15), 40 + next(110)));
}

describe("names of bubbles", () => {
	test("stand beside them, elsewhere where one is taken", () => {
		const [a, b] = [at("a", 100, 100), at("b", 130, 100)];
		const boxes = placed([a, b], inside, 9);
		expect(boxes.get("a")).toEqual(placesOf(a, inside)[1]);
		expect(boxes.get("b")).toEqual(placesOf(b, inside)[0]);
	});

	test("never overlap, cover no other bubble, and stay inside", () => {
		const all = crowd(120);
		const boxes = [...placed(all, inside, 60)].map(([id, box]) => ({ id, ...box }));
		expect(boxes.length).toBeGreaterThan(5);
		for (const a of boxes) {
			expect(a.left >= 0 && a.right <= 600 && a.top >= 0 && a.bottom <= 300).toBe(true);
			for (const b of boxes) {
				const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
				expect(a.id === b.id || apart).toBe(true);
			}
			for (const { id, x, y } of all) {
				const over = x > a.left && x < a.right && y > a.top && y < a.bottom;
				expect(id !== a.id && over).toBe(false);
			}
		}
	});

	test("are those of the most important first, and no more than asked for", () => {
		const all = [at("first", 300, 150), at("second", 300, 152), at("third", 50, 50)];
		expect([...placed(all, inside, 1).keys()]).toEqual(["first"]);
	});

	test("are written of what is picked, also among others", () => {
		const all = [...crowd(200), { ...at("picked", 300, 150), wanted: true }];
		expect(placed(all, inside, 10).has("picked")).toBe(true);
	});

	test("have four places, none of them on the bubble, and none over the edge", () => {
		const places = placesOf(at("a", 100, 100, 10, 40), inside);
		expect(places.map((b) => `${b.left},${b.top}`)).toEqual(["114,93", "46,93", "80,72", "80,114"]);
		expect(placesOf(at("b", 590, 100, 10, 40), inside)[2]).toEqual({ left: 560, right: 600, top: 72, bottom: 86 });
	});
});
