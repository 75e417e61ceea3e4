import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Row } from "../api/types";
import { Chance } from "../engine/chance";
import { changeCell, changeCells } from "./change-cell";
import { log } from "./command-log";
import { edits } from "./projects";
import { type Question, type Reply, setAsker } from "./questions";

// The server, as far as writing goes: rows with versions, all or nothing.
let rows: Map<string, Row>;
let requests = 0;

type Item = { id: string; version: number; changes: Record<string, unknown> };

function answer(status: number, body: unknown): Response {
	return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

function judge({ id, version, changes }: Item) {
	const row = rows.get(id) as Row;
	if (row.version !== version) return { id, status: 412, problem: { status: 412, current: row } };
	if (changes.a === "bad")
		return { id, status: 422, problem: { status: 422, errors: [{ location: "a", message: "no" }] } };
	return { id, status: 200 };
}

async function server(address: string, init: RequestInit): Promise<Response> {
	requests++;
	const body = JSON.parse(String(init.body));
	const one = /projects\/(\w+)$/.exec(address)?.[1];
	const version = Number(new Headers(init.headers).get("If-Match")?.replaceAll('"', ""));
	const items: Item[] = one ? [{ id: one, version, changes: body }] : body.items;
	const lines = items.map(judge);
	const well = lines.every((l) => l.status === 200);
	if (well) for (const { id, changes } of items) put(id, changes);
	const shown = lines.map((l) =>
		well ? { ...l, row: rows.get(l.id) } : l.status === 200 ? { id: l.id, status: 424 } : l,
	);
	const [only] = shown;
	if (!one) return answer(200, { items: shown });
	return only && "problem" in only ? answer(only.status, only.problem) : answer(200, rows.get(one));
}

function put(id: string, changes: Record<string, unknown>): void {
	const row = rows.get(id) as Row;
	rows.set(id, { ...row, ...changes, version: row.version + 1 });
}

const plain = () => JSON.stringify([...rows.values()].map(({ version: _v, ...rest }) => rest));
const row = (i: number) => ({ ...(rows.get(`p${i}`) as Row) });
const idle = () => new Promise((done) => setTimeout(done));

let run = 0;
beforeEach(() => {
	run++;
	rows = new Map(
		[0, 1, 2].map((i) => [
			`p${i}`,
			{ id: `p${i}`, version: 1 + run * 1000, state: "active", name: `P${i}`, a: null, b: "x" },
		]),
	);
	requests = 0;
	log.clear();
	vi.stubGlobal("fetch", server);
});
afterEach(() => {
	setAsker(null);
	vi.unstubAllGlobals();
});

test("undoing everything brings back the exact state, and redoing the last one", async () => {
	for (let seed = 1; seed <= 10; seed++) {
		log.clear();
		const chance = new Chance(seed);
		const before = plain();
		for (let n = 0; n < 12; n++) {
			const cell = () => ({
				row: row(chance.int(0, 2)),
				key: chance.pick(["a", "b"]),
				value: chance.pick([null, "1", "2", "3"]),
			});
			if (chance.int(0, 1)) await changeCells([cell(), cell(), cell()].filter(unique), "many");
			else {
				const { row: r, key, value } = cell();
				changeCell(r, key, value, "one");
			}
			if (chance.int(0, 2)) await idle();
		}
		await idle();
		const after = plain();
		while ((await log.undo()).kind === "done");
		await idle();
		expect(plain(), `undone, seed ${seed}`).toBe(before);
		while ((await log.redo()).kind === "done");
		await idle();
		expect(plain(), `redone, seed ${seed}`).toBe(after);
		while ((await log.undo()).kind === "done");
		await idle();
	}
});

function unique(change: { row: Row; key: string }, i: number, all: { row: Row; key: string }[]): boolean {
	return all.findIndex((c) => c.row.id === change.row.id && c.key === change.key) === i;
}

test("many cells are one request, and undone by one", async () => {
	await changeCells(
		[0, 1, 2].map((i) => ({ row: row(i), key: "a", value: String(i) })),
		"many",
	);
	expect(requests).toBe(1);
	await log.undo();
	expect(requests).toBe(2);
	expect(plain()).not.toContain('"a":"1"');
});

test("a value typed again takes the place of what is no value, whether it had been saved or not", async () => {
	for (const wait of [() => undefined, idle]) {
		const r = edits.latest(row(0));
		changeCell(r, "a", "good", "one");
		await wait();
		edits.keepText(r, "a", "a little", "no value");
		changeCell(r, "a", "good", "two");
		await idle();
		expect(edits.cell("p0", "a")).toBeUndefined();
		expect(row(0).a).toBe("good");
		changeCell(edits.latest(row(0)), "a", null, "back");
		await idle();
	}
});

test("a change that was refused is sent again when it is typed again", async () => {
	changeCell(row(0), "a", "bad", "one");
	await idle();
	expect(edits.cell("p0", "a")?.state).toBe("failed");
	const sent = requests;
	changeCell(row(0), "a", "bad", "again");
	await idle();
	expect(requests).toBe(sent + 1);
	edits.discard("p0", "a");
});

test("what is refused is asked about first, and the rest goes when one says so", async () => {
	const asked: Question[] = [];
	setAsker(async (question): Promise<Reply> => {
		asked.push(question);
		return "rest";
	});
	const wanted = [0, 1, 2].map((i) => ({ row: row(i), key: "a", value: i === 1 ? "bad" : "good" }));
	expect(await changeCells(wanted, "paste", "paste")).toBe(2);
	expect(asked[0]?.doubts).toMatchObject([{ key: "a", value: "bad", why: "no" }]);
	expect([row(0).a, row(1).a, row(2).a]).toEqual(["good", null, "good"]);
	await log.undo();
	expect([row(0).a, row(1).a, row(2).a]).toEqual([null, null, null]);
});

test("what is refused and given up leaves nothing to undo", async () => {
	setAsker(async () => "none");
	expect(
		await changeCells(
			[0, 1].map((i) => ({ row: row(i), key: "a", value: i ? "bad" : "good" })),
			"paste",
		),
	).toBe(0);
	expect(await log.undo()).toEqual({ kind: "nothing" });
	expect(row(0).a).toBeNull();
});

test("undoing what someone else has gone on from asks, and does what one says", async () => {
	for (const reply of ["none", "rest", "all"] as const) {
		log.clear();
		const start = row(0);
		await changeCells(
			[0, 1].map((i) => ({ row: edits.latest(row(i)), key: "b", value: `mine ${reply}` })),
			"mine",
		);
		put("p0", { b: `theirs ${reply}` });
		const questions: Question[] = [];
		setAsker(async (question) => {
			questions.push(question);
			return reply;
		});
		const outcome = await log.undo();
		expect(questions[0]?.kind).toBe("undo");
		expect(questions[0]?.doubts).toMatchObject([{ row: { id: "p0" }, theirs: `theirs ${reply}` }]);
		expect(outcome.kind).toBe(reply === "none" ? "left" : "done");
		expect(row(0).b).toBe(reply === "all" ? start.b : `theirs ${reply}`);
		expect(row(1).b).toBe("mine none");
		edits.meet(row(0));
		edits.meet(row(1));
	}
});
