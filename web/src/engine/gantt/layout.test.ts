import { describe, expect, test } from "vitest";
import { always } from "../chance";
import { hitAt } from "./hit";
import { cut } from "./labels";
import { layOut } from "./layout";
import { arrowOf, type Box, LinkIndex, routeOf } from "./links";
import type { Bar } from "./model";
import { boxOf, sceneryOf } from "./place";
import type { LinkType } from "./plan";
import { bar, lineOf, manner, monday, tie, view } from "./sample";
import { guessed, type Shape } from "./shapes";
import { svgOf } from "./svg";

const textsOf = (shapes: readonly Shape[]) => shapes.flatMap((s) => (s.kind === "text" && s.halo ? [s] : []));

describe("bars", () => {
	test("take whole days, and a milestone stands in the middle of its own", () => {
		const a = boxOf(view, 0, bar("a", 0, 4));
		expect([a.left, a.right]).toEqual([14 * 20 - 200, 19 * 20 - 200]);
		const m = boxOf(view, 1, bar("m", 4, 4, { kind: "milestone" }));
		expect((m.left + m.right) / 2).toBe(18.5 * 20 - 200);
	});

	test("what ends at midnight ends on the day before", () => {
		const a = boxOf(view, 0, bar("a", 0, 4, { finish: (monday + 5) * 1440 }));
		expect(a.right).toBe(19 * 20 - 200);
	});

	test("while something is tried they stand there, and where they stood is still seen", () => {
		const trial = new Map([["a", { start: (monday + 7) * 1440 + 480, finish: (monday + 11) * 1440 + 1020 }]]);
		const shapes = layOut(sceneryOf([lineOf(bar("a", 0, 4))], []), view, { ...manner, trial });
		const drawn = shapes.flatMap((s) => (s.kind === "rect" && (s.fill === "task" || s.stroke?.dash) ? [s.x] : []));
		expect(drawn).toEqual([80, 220]);
	});

	test("only what is seen is drawn", () => {
		const lines = Array.from({ length: 5000 }, (_, i) => lineOf(bar(String(i), i % 30, (i % 30) + 5)));
		const seen = layOut(sceneryOf(lines, []), { ...view, top: 32 * 2000 }, manner);
		expect(seen.length).toBeLessThan(250);
		expect(textsOf(seen)[0]?.text).toBe("Task 2000");
	});
});

describe("labels", () => {
	test("of raised milestones stand under them, and never touch one another", () => {
		always(150, (chance) => {
			const raised = Array.from({ length: chance.int(1, 14) }, (_, i): Bar => {
				const at = chance.int(-5, 25);
				const baseFinish = chance.pick([0, (monday + chance.int(-5, 25)) * 1440]);
				return bar(`${i} ${"x".repeat(chance.int(0, 30))}`, at, at, { kind: "milestone", raised: true, baseFinish });
			});
			const own = bar("own", -3, 25, { raised: true });
			const lines = [lineOf(own, ...raised)];
			const low = boxOf(view, 0, own).bottom;
			const shapes = layOut(sceneryOf(lines, []), view, manner);
			const names = shapes.flatMap((s) =>
				s.kind === "text" && s.y > low && s.y < view.head + view.rowHeight ? [s] : [],
			);
			const taken = names.map((s) => [s.x, s.x + guessed(s.text, s.size, s.bold ?? false)] as const);
			expect(names.some((s) => s.text === "own")).toBe(false);
			taken.forEach(([from, to], i) => {
				for (const [a, b] of taken.slice(i + 1)) expect(from >= b || a >= to).toBe(true);
			});
		});
	});

	test("never touch one another, nor a bar of their row", () => {
		always(150, (chance) => {
			const bars = Array.from({ length: chance.int(1, 12) }, (_, i): Bar => {
				const from = chance.int(-5, 25);
				const base = chance.int(-5, 25);
				return bar(`${i} ${"x".repeat(chance.int(0, 30))}`, from, from + chance.int(0, 6), {
					kind: chance.pick(["task", "milestone", "phase"]),
					baseFinish: chance.pick([0, (monday + base) * 1440]),
				});
			});
			const shapes = layOut(sceneryOf([lineOf(...bars)], []), view, manner);
			const texts = textsOf(shapes).map((s) => [s.x, s.x + guessed(s.text, s.size, s.bold ?? false)] as const);
			const taken = bars.map((b) => boxOf(view, 0, b)).map((b) => [b.left, b.right] as const);
			texts.forEach(([from, to], i) => {
				for (const [a, b] of [...texts.slice(i + 1), ...taken]) expect(from >= b || a >= to).toBe(true);
			});
		});
	});

	test("keep away from where a milestone was planned, on either side of it", () => {
		for (const base of [8, 20]) {
			const m = bar("Steering committee", 14, 14, { kind: "milestone", baseFinish: (monday + base) * 1440 + 720 });
			const was = (14 + base + 0.5) * 20 - 200;
			const texts = textsOf(layOut(sceneryOf([lineOf(m)], []), view, manner));
			expect(texts.length).toBeGreaterThan(0);
			for (const t of texts) {
				const to = t.x + guessed(t.text, t.size, t.bold ?? false);
				expect(t.x > was + 5 || to < was - 5, t.text).toBe(true);
			}
		}
	});

	test("are cut with an ellipsis where there is no room, and left out where there is none at all", () => {
		const measure = (text: string) => text.length;
		expect(cut("a long name", 20, measure)).toBe("a long name");
		expect(cut("a long name", 7, measure)).toBe("a long…");
		expect(cut("a long name", 2, measure)).toBe("");
	});

	test("an arrow leads to a bar out of view", () => {
		const scenery = sceneryOf([lineOf(bar("a", 100, 104))], []);
		expect(textsOf(layOut(scenery, view, manner)).map((s) => s.text)).toEqual(["d100"]);
		expect(hitAt(scenery, view, manner, 790, 60, true)).toMatchObject({ kind: "edge", bar: { id: "a" } });
		const trial = new Map([["a", { start: (monday + 110) * 1440, finish: (monday + 115) * 1440 }]]);
		expect(textsOf(layOut(scenery, view, { ...manner, trial })).map((s) => s.text)).toEqual(["d110"]);
	});

	test("a bar that ends later than planned says by how much", () => {
		const late = bar("a", 0, 9, { baseStart: monday * 1440 + 480, baseFinish: (monday + 4) * 1440 + 1020 });
		const said = textsOf(layOut(sceneryOf([lineOf(late)], []), view, manner));
		expect(said.map((s) => [s.text, s.ink])).toEqual([
			["+5 d", "late"],
			["Task a", "quiet"],
		]);
	});
});

describe("links", () => {
	test("those that cross some rows are found, and no others", () => {
		always(200, (chance) => {
			const rows = chance.int(1, 300);
			const ties = Array.from({ length: chance.int(0, 200) }, () =>
				tie(String(chance.int(0, rows)), String(chance.int(0, rows))),
			);
			const index = new LinkIndex(ties, (id) => (Number(id) < rows ? Number(id) : undefined));
			const from = chance.int(0, rows);
			const to = chance.int(from, rows);
			const want = ties.filter((t) => {
				const [a, b] = [Number(t.from), Number(t.to)];
				return a !== b && a < rows && b < rows && Math.min(a, b) < to && Math.max(a, b) >= from;
			});
			const found = index.between(from, to).map((l) => l.tie);
			expect(new Set(found)).toEqual(new Set(want));
			expect(found).toHaveLength(want.length);
		});
	});

	const box = (left: number, right: number, top: number): Box => ({ left, right, top, bottom: top + 14 });

	test("leave the end they are about, run straight, and enter from the right side", () => {
		always(300, (chance) => {
			const type = chance.pick<LinkType>(["FS", "SS", "FF", "SF"]);
			const [x1, x2] = [chance.int(0, 400), chance.int(0, 400)];
			const from = box(x1, x1 + chance.int(10, 100), 7);
			const to = box(x2, x2 + chance.int(10, 100), 7 + 32 * chance.pick([-3, -1, 1, 4]));
			const gap = to.top > from.top ? 31.5 : -0.5;
			const way = routeOf(type, from, to, gap);
			expect(way[0]).toBe(type.startsWith("F") ? from.right : from.left);
			expect(way[1]).toBe(14);
			for (let i = 2; i < way.length; i += 2) {
				expect(way[i] === way[i - 2] || way[i + 1] === way[i - 1]).toBe(true);
			}
			const [px = 0, py = 0, x = 0, y = 0] = way.slice(-4);
			if (y === py) {
				expect(y).toBe(to.top + 7);
				expect(x).toBe(type.endsWith("S") ? to.left : to.right);
				expect(Math.sign(x - px)).toBe(type.endsWith("S") ? 1 : -1);
			} else {
				expect(type).toBe("FS");
				expect(y).toBe(to.top > from.top ? to.top : to.bottom);
				expect(x).toBeGreaterThanOrEqual(to.left);
			}
			expect(arrowOf(way).slice(0, 2)).toEqual([x, y]);
		});
	});
});

describe("what is under a point", () => {
	const scenery = sceneryOf([lineOf(bar("a", 0, 4, { progress: 0.5 }), bar("b", 10, 10, { kind: "milestone" }))], []);
	const at = (x: number, canEdit = true) => hitAt(scenery, view, manner, x, 62, canEdit);

	test.each([
		[90, "body"],
		[130, "progress"],
		[178, "end"],
		[190, "link-finish"],
		[70, "link-start"],
		[290, "body"],
	])("at %d stands %s", (x, part) => expect(at(x)).toMatchObject({ kind: "bar", part }));

	test("between the bars stands the row, and above it the header", () => {
		expect(at(240)).toEqual({ kind: "row", row: 0 });
		expect(hitAt(scenery, view, manner, 90, 20, true).kind).toBe("head");
		expect(hitAt(scenery, view, manner, 90, 300, true).kind).toBe("none");
	});

	test("who may only read finds bars and no handles", () => {
		expect(at(178, false)).toMatchObject({ part: "body" });
		expect(at(190, false).kind).toBe("row");
	});
});

test("the same shapes are written as SVG, with names that cannot break it", () => {
	const evil = bar("a", 0, 4, { name: `<script>alert("1")</script>&` });
	const shapes = layOut(sceneryOf([lineOf(evil), lineOf(bar("b", 7, 9))], [tie("a", "b")]), view, manner);
	const palette = new Proxy({}, { get: () => "#123456" }) as Parameters<typeof svgOf>[3];
	const svg = svgOf(shapes, 800, 600, palette, "Plan <1>");
	expect(svg).not.toContain("<script");
	expect(svg).toContain("&lt;script&gt;");
	expect(svg).toContain("<title>Plan &lt;1&gt;</title>");
	expect(svg.match(/<(rect|path|text) /g)).toHaveLength(shapes.length);
	expect(svg).not.toContain("NaN");
});
