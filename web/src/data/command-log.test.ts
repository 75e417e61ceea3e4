import { describe, expect, test } from "vitest";
import { CommandLog } from "./command-log";

// counter is a thing that can be done: it keeps its value in the box.
function step(box: { value: number }, from: number, to: number) {
	const turn = (was: number, now: number) => () => {
		if (box.value !== was) return false;
		box.value = now;
		return true;
	};
	box.value = to;
	return { what: `${from}→${to}`, undo: turn(to, from), redo: turn(from, to) };
}

describe("the command log", () => {
	test("undoes the newest first, and does it again", async () => {
		const box = { value: 0 };
		const log = new CommandLog();
		log.add(step(box, 0, 1));
		log.add(step(box, 1, 2));
		expect(await log.undo()).toEqual({ kind: "done", what: "1→2" });
		await log.undo();
		expect(box.value).toBe(0);
		expect(log.canUndo).toBe(false);
		await log.redo();
		await log.redo();
		expect(box.value).toBe(2);
	});

	test("can be undone while it is still being done again", async () => {
		const box = { value: 0 };
		const log = new CommandLog();
		log.add(step(box, 0, 1));
		await log.undo();
		const again = log.redo();
		expect(log.canUndo).toBe(true);
		await log.undo();
		await again;
		expect(box.value).toBe(0);
		expect(log.canUndo).toBe(false);
	});

	test("has nothing to say when nothing was done", async () => {
		expect(await new CommandLog().undo()).toEqual({ kind: "nothing" });
	});

	test("forgets what was undone once something else is done", async () => {
		const box = { value: 0 };
		const log = new CommandLog();
		log.add(step(box, 0, 1));
		await log.undo();
		log.add(step(box, 0, 5));
		expect(log.canRedo).toBe(false);
	});

	test("leaves alone what someone went on from", async () => {
		const box = { value: 0 };
		const log = new CommandLog();
		log.add(step(box, 0, 1));
		box.value = 9;
		expect(await log.undo()).toEqual({ kind: "refused", what: "0→1" });
		expect(box.value).toBe(9);
		expect(log.canRedo).toBe(false);
	});

	test("remembers the last two hundred", async () => {
		const box = { value: 0 };
		const log = new CommandLog();
		for (let i = 0; i < 250; i++) log.add(step(box, i, i + 1));
		let undone = 0;
		while ((await log.undo()).kind === "done") undone++;
		expect(undone).toBe(200);
	});
});
