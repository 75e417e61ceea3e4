import { describe, expect, test } from "vitest";
import { Outdated, Problem } from "../api/problem";
import type { Id, Row } from "../api/types";
import { Chance } from "../engine/chance";
import { type Answer, Edits, type Item } from "./edits";

// Store stands for the server: rows with versions, and moods in which it fails.
class Store {
	rows = new Map<Id, Row>();
	requests: { items: readonly Item[]; together: boolean }[] = [];
	mood: () => "well" | "away" | "lost answer" | "broken" = () => "well";

	constructor(count: number) {
		for (let i = 0; i < count; i++) {
			const id = `p${i}`;
			this.rows.set(id, { id, version: 1, state: "active", a: null, b: null, c: "0" });
		}
	}

	row(id: Id): Row {
		return { ...(this.rows.get(id) as Row) };
	}

	// elsewhere is a change by someone else.
	elsewhere(id: Id, key: string, value: unknown): void {
		const row = this.row(id);
		this.rows.set(id, { ...row, [key]: value, version: row.version + 1 });
	}

	send = async (items: readonly Item[], together: boolean): Promise<Answer[]> => {
		await Promise.resolve();
		this.requests.push({ items, together });
		const mood = this.mood();
		if (mood === "away") throw new Problem(0, { detail: "away" });
		const answers = items.map((item) => this.#judge(item));
		const refused = together && answers.some((a) => a.error);
		if (!refused) for (const item of items) if (!this.#judge(item).error) this.#write(item);
		if (mood === "lost answer") throw new Problem(502, { detail: "lost" });
		if (mood === "broken") return items.map(() => ({ error: new Problem(500, { detail: "broken" }) }));
		return items.map((item, i): Answer => {
			const { error } = answers[i] as Answer;
			if (error) return { error };
			return refused ? { error: new Problem(424, {}) } : { row: this.row(item.id) };
		});
	};

	#judge({ id, version, changes }: Item): Answer {
		const now = this.row(id);
		if (now.version !== version) return { error: new Outdated({ current: now }) };
		if (changes.c !== undefined && Number(changes.c) > 100) {
			return { error: new Problem(422, { detail: "wrong", errors: [{ location: "c", message: "0 to 100" }] }) };
		}
		return { row: now };
	}

	#write({ id, changes }: Item): void {
		const row = this.row(id);
		this.rows.set(id, { ...row, ...changes, version: row.version + 1 });
	}
}

const settle = async () => {
	for (let i = 0; i < 200; i++) await Promise.resolve();
};

function desk(rows = 3) {
	const store = new Store(rows);
	const edits = new Edits(store.send);
	return { store, edits };
}

const paste = (store: Store, values: [Id, string, unknown][]) =>
	values.map(([id, key, value]) => ({ row: store.row(id), key, value }));

describe("many cells at once", () => {
	test("go in one request, all or none", async () => {
		const { store, edits } = desk();
		const verdict = await edits.setAll(
			paste(store, [
				["p0", "a", "x"],
				["p1", "a", "y"],
				["p1", "b", "z"],
			]),
			true,
		);
		expect(verdict).toEqual({ kind: "saved" });
		expect(store.requests).toHaveLength(1);
		expect(store.requests[0]).toMatchObject({ together: true, items: [{ id: "p0" }, { changes: { a: "y", b: "z" } }] });
	});

	test("that are refused leave nothing behind, and say which and why", async () => {
		const { store, edits } = desk();
		const verdict = await edits.setAll(
			paste(store, [
				["p0", "a", "x"],
				["p1", "c", "150"],
			]),
			true,
		);
		expect(verdict).toEqual({ kind: "refused", refusals: [{ id: "p1", key: "c", value: "150", why: "0 to 100" }] });
		expect(edits.unsaved).toBe(0);
		expect(store.row("p0").a).toBeNull();
	});

	test("go again by themselves where rows had only moved on otherwise", async () => {
		const { store, edits } = desk();
		const changes = paste(store, [
			["p0", "a", "x"],
			["p1", "a", "y"],
		]);
		store.elsewhere("p1", "b", "theirs");
		expect(await edits.setAll(changes, true)).toEqual({ kind: "saved" });
		expect(store.row("p1")).toMatchObject({ a: "y", b: "theirs" });
	});

	test("that someone else changed meanwhile are refused with both values", async () => {
		const { store, edits } = desk();
		const changes = paste(store, [
			["p0", "a", "x"],
			["p1", "a", "mine"],
		]);
		store.elsewhere("p1", "a", "theirs");
		expect(await edits.setAll(changes, true)).toMatchObject({
			kind: "refused",
			refusals: [{ id: "p1", value: "mine", theirs: "theirs" }],
		});
		expect(edits.unsaved).toBe(0);
	});
});

describe("a server that cannot be reached", () => {
	test("is waited for, and what was typed goes in the order it was done", async () => {
		const { store, edits } = desk();
		store.mood = () => "away";
		edits.set(store.row("p0"), "a", "1");
		await settle();
		edits.set(store.row("p1"), "a", "2");
		expect(await edits.setAll(paste(store, [["p2", "a", "3"]]), true)).toEqual({ kind: "held" });
		expect(edits.unsaved).toBe(3);
		expect(edits.held).toBeInstanceOf(Problem);
		store.mood = () => "well";
		store.requests = [];
		edits.wake();
		await settle();
		expect(store.requests.flatMap((r) => r.items.map((i) => i.id))).toEqual(["p0", "p1", "p2"]);
		expect(edits.unsaved).toBe(0);
	});

	test("that had taken a change before it went away is not asked twice", async () => {
		const { store, edits } = desk();
		let times = 0;
		store.mood = () => (times++ === 0 ? "lost answer" : "well");
		edits.set(store.row("p0"), "a", "1");
		await settle();
		edits.wake();
		await settle();
		expect(store.row("p0")).toMatchObject({ a: "1", version: 2 });
		expect(edits.unsaved).toBe(0);
	});
});

describe("a page that is loaded again", () => {
	test("goes on with what was not saved, and knows what was", async () => {
		const { store, edits } = desk();
		let times = 0;
		store.mood = () => (times++ === 0 ? "lost answer" : "away");
		edits.set(store.row("p0"), "a", "saved after all");
		await settle();
		edits.set(store.row("p1"), "a", "not yet");
		edits.keepText(store.row("p2"), "c", "a lot", "no number");
		await settle();
		const kept = JSON.parse(JSON.stringify(edits.list()));
		store.mood = () => "well";
		const next = new Edits(store.send);
		next.resume(kept);
		await settle();
		expect(store.row("p1").a).toBe("not yet");
		expect(next.list()).toMatchObject([{ id: "p2", key: "c", typed: "a lot", why: "no number", state: "failed" }]);
	});
});

describe("what someone else saves while a cell is being edited", () => {
	test("is a conflict, not overwritten", async () => {
		const { store, edits } = desk();
		store.elsewhere("p0", "a", "theirs");
		edits.set(store.row("p0"), "a", "mine", null);
		await settle();
		expect(edits.cell("p0", "a")).toMatchObject({ state: "conflict", value: "mine", theirs: "theirs" });
		expect(store.row("p0").a).toBe("theirs");
	});
});

// What the screen shows as saved is what the server has; all else is said to be
// unsaved: whatever is typed, whoever else writes, however the server fails.
test("nothing typed is ever lost", async () => {
	for (let seed = 1; seed <= 60; seed++) {
		await live(new Chance(seed)).catch((error) => {
			throw new Error(`with seed ${seed}: ${error.message}`, { cause: error });
		});
	}
});

// opened is a page: what it had under way when it is closed is answered to no one.
function opened(store: Store) {
	const page = { open: true, edits: new Edits((items, together) => send(items, together)) };
	const send: typeof store.send = async (items, together) => {
		const answers = store.send(items, together);
		await answers.catch(() => undefined);
		return page.open ? answers : new Promise(() => undefined);
	};
	return page;
}

async function live(chance: Chance): Promise<void> {
	const store = new Store(4);
	let page = opened(store);
	store.mood = () => chance.pick(["well", "well", "well", "away", "lost answer", "broken"] as const);
	const typed = new Map<string, unknown>();
	for (let n = 0; n < 60; n++) {
		const id = `p${chance.int(0, 3)}`;
		const key = chance.pick(["a", "b", "c"] as const);
		const { edits } = page;
		const act = chance.int(0, 9);
		if (act < 4) {
			const value = chance.pick(["1", "2", "3", "150", null]);
			edits.set(edits.latest(store.row(id)), key, value);
			typed.set(`${id} ${key}`, value);
		} else if (act === 4) {
			store.elsewhere(id, key, chance.pick(["7", "8"]));
			typed.delete(`${id} ${key}`);
		} else if (act === 5) edits.wake();
		else if (act === 6) {
			page.open = false;
			page = opened(store);
			page.edits.resume(JSON.parse(JSON.stringify(edits.list())));
		} else if (act === 7) {
			const bad = edits.list().find((c) => c.state === "failed" || c.state === "conflict");
			if (bad?.state === "failed") edits.retry(bad.id, bad.key);
			else if (bad) edits.keepMine(bad.id, bad.key);
		} else await settle();
	}
	store.mood = () => "well";
	for (let i = 0; i < 5; i++) {
		page.edits.wake();
		await settle();
	}
	const said = new Map(page.edits.list().map((c) => [`${c.id} ${c.key}`, c]));
	for (const [at, { state }] of said) expect(["failed", "conflict"], at).toContain(state);
	for (const [at, value] of typed) {
		const [id = "", key = ""] = at.split(" ");
		if (said.has(at)) expect(said.get(at)?.value, at).toBe(value);
		else expect(store.row(id)[key] ?? null, at).toBe(value);
	}
}
