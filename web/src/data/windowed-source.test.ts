import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { always } from "../engine/chance";
import type { GridRow } from "../engine/grid/model";
import { type Answer, WindowedSource } from "./windowed-source";

type Question = {
	readonly from: number;
	readonly signal: AbortSignal;
	readonly answer: (answer: Answer) => void;
	readonly fail: () => void;
};

function rowsFrom(from: number, to: number, mark = ""): GridRow[] {
	return Array.from({ length: to - from }, (_, i) => ({ id: `${mark}${from + i}`, kind: "data", data: {}, level: 0 }));
}

/** A source whose questions the test answers itself. */
function asked(count: number, keep = 5) {
	const questions: Question[] = [];
	const source = new WindowedSource({
		count,
		keep,
		pace: 50,
		load: (from, _to, signal) =>
			new Promise((resolve, reject) => {
				questions.push({ from, signal, answer: resolve, fail: () => reject(new Error("no")) });
			}),
	});
	const answerAll = async (total = count, mark = "") => {
		for (const { from, answer } of questions.splice(0))
			answer({ rows: rowsFrom(from, Math.min(total, from + 200), mark), total });
		await vi.advanceTimersByTimeAsync(0);
	};
	return { source, questions, answerAll };
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("the windows in view are asked for once, and their rows appear", async () => {
	const { source, questions, answerAll } = asked(1000);
	source.request(190, 230);
	source.request(190, 231);
	expect(questions.map((question) => question.from)).toEqual([0, 200]);
	expect(source.row(200)).toBeUndefined();
	const told: unknown[] = [];
	source.onChange((change) => told.push(change));
	await answerAll();
	expect(source.row(200)?.id).toBe("200");
	expect(source.indexOf("200")).toBe(200);
	expect(told).toContainEqual({ kind: "range", from: 200, to: 400 });
});

test("a running scroll asks only for where it is, and gives up what it has passed", async () => {
	const { source, questions } = asked(100_000);
	source.request(0, 40);
	for (let at = 1000; at <= 90_000; at += 1000) source.request(at, at + 40);
	expect(questions.length).toBe(1);
	await vi.advanceTimersByTimeAsync(60);
	expect(questions.map((question) => question.from)).toEqual([0, 90_000]);
	expect(questions[0]?.signal.aborted).toBe(true);
});

test("an answer to a question that was given up is dropped", async () => {
	const { source, questions } = asked(1000);
	source.request(0, 10);
	const late = questions[0];
	source.reset(1000);
	late?.answer({ rows: rowsFrom(0, 200, "old"), total: 999 });
	await vi.advanceTimersByTimeAsync(0);
	expect(source.row(0)).toBeUndefined();
	expect(source.count).toBe(1000);
});

test("a refresh shows the old rows until the new ones are there", async () => {
	const { source, answerAll } = asked(400);
	source.request(0, 10);
	await answerAll();
	source.refresh();
	expect(source.row(0)?.id).toBe("0");
	await answerAll(400, "new");
	expect(source.row(0)?.id).toBe("new0");
	expect(source.indexOf("0")).toBeUndefined();
});

test("a failure is said, is not asked again by itself, and can be retried", async () => {
	const { source, questions, answerAll } = asked(1000);
	source.request(0, 10);
	questions.splice(0)[0]?.fail();
	await vi.advanceTimersByTimeAsync(200);
	expect(source.failed(5)).toBe(true);
	source.request(0, 10);
	await vi.advanceTimersByTimeAsync(200);
	expect(questions.length).toBe(0);
	source.retry(5);
	expect(source.failed(5)).toBe(false);
	await answerAll();
	expect(source.row(5)?.id).toBe("5");
});

test("memory is bounded, and what is in view is never dropped", async () => {
	for (let seed = 1; seed <= 20; seed++) {
		const { source, answerAll } = asked(100_000);
		let places: number[] = [];
		always(1, (chance) => {
			places = chance.list(30, 40, () => chance.int(0, 99_900));
		});
		for (const at of places) {
			source.request(at, at + 40);
			await vi.advanceTimersByTimeAsync(60);
			await answerAll();
			expect(source.row(at)?.id).toBe(String(at));
		}
		const held = Array.from({ length: 500 }, (_, i) => source.row(i * 200)).filter(Boolean);
		expect(held.length).toBeLessThanOrEqual(6);
		source.stop();
	}
});

test("an answer corrects the count", async () => {
	const { source, answerAll } = asked(1000);
	const told: unknown[] = [];
	source.onChange((change) => told.push(change));
	source.request(0, 40);
	await answerAll(150);
	expect(source.count).toBe(150);
	expect(told).toContainEqual({ kind: "rows" });
});

test("rows that are selected but not looked at are brought in", async () => {
	const { source, questions, answerAll } = asked(1000);
	source.request(0, 20);
	await answerAll();
	const done = source.ensure(0, 600);
	await answerAll();
	await answerAll();
	await done;
	expect(questions).toHaveLength(0);
	expect([source.row(0)?.id, source.row(250)?.id, source.row(599)?.id]).toEqual(["0", "250", "599"]);
	expect(source.row(700)).toBeUndefined();
});
