import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Attribute, Change, Row } from "../api/types";
import { Chance } from "../engine/chance";
import type { Edits } from "./edits";
import { HELD, LiveRows } from "./project-rows";
import type { Group, RowQuery } from "./rows";

// A server of a list, small and plain. Rows are told apart by their ids, which grow.
type Record = { id: string; version: number; name: string; cost: string | null; stage: string | null };
let records: Record[] = [];
let holds = true;
let asked: { [key: string]: unknown }[] = [];

vi.mock("../api/client", () => ({
	addressOf: () => "",
	api: {
		get: async (_path: string, query: { [key: string]: unknown }, signal?: AbortSignal) => {
			await Promise.resolve();
			signal?.throwIfAborted();
			asked.push(query);
			return answer(query);
		},
	},
}));

const columns = ["id", "version", "can_edit", "name", "cost", "stage", "unread"];
const stages = ["idea", "build", "run"];
const attributes = [
	{ key: "name", kind: "text", consolidation: "none" },
	{ key: "cost", kind: "number", consolidation: "sum" },
	{ key: "stage", kind: "choice", consolidation: "none", choices: stages.map((key) => ({ key })) },
] as unknown as Attribute[];

const order = {
	name: (r: Record) => r.name,
	cost: (r: Record) => (r.cost === null ? null : Number(r.cost)),
	stage: (r: Record) => (r.stage === null ? null : stages.indexOf(r.stage)),
};

function sorted(rows: readonly Record[], keys: string): Record[] {
	const parts = [...keys.split(",").filter(Boolean), "name", "id"];
	return [...rows].sort((a, b) => {
		for (const part of parts) {
			const down = part.startsWith("-");
			const key = part.replace("-", "") as keyof typeof order | "id";
			const [x, y] = key === "id" ? [Number(a.id), Number(b.id)] : [order[key](a), order[key](b)];
			if (x === y) continue;
			if (x === null || y === null) return x === null ? 1 : -1;
			return x < y !== down ? -1 : 1;
		}
		return 0;
	});
}

function answer(q: { [key: string]: unknown }) {
	const { filter, sort, group, offset, limit, whole } = q as { [key: string]: string } & { [key: string]: number };
	const kept = records.filter((r) => !filter || r.name.includes(String(filter)));
	const list = sorted(kept, [group, sort].filter(Boolean).join(","));
	const table = (rows: Record[]) => rows.map((r) => [r.id, r.version, true, r.name, r.cost, r.stage, null]);
	const about = { total: list.length, hidden: records.length - list.length, change: 1, totals: {}, empty: [] };
	const groups = group ? { groups: groupsOf(list) } : {};
	const ids = list.map((r) => r.id);
	if (q.shape === "ids") return { ...about, ...groups, ids };
	if (holds && Number(whole) >= records.length)
		return { ...about, ...groups, columns, rows: table(sorted(records, "")), ids };
	return { ...about, ...groups, columns, rows: table(list.slice(Number(offset), Number(offset) + Number(limit))) };
}

function groupsOf(list: readonly Record[]): Group[] {
	const out: Group[] = [];
	for (const stage of new Set(list.map((r) => r.stage))) {
		const own = list.filter((r) => r.stage === stage);
		const filled = own.filter((r) => r.cost !== null);
		const sum = filled.reduce((n, r) => n + Number(r.cost), 0);
		const value = filled.length ? String(sum) : null;
		out.push({
			value: stage,
			count: own.length,
			totals: { cost: { rule: "sum", filled: filled.length, unread: 0, value } },
		});
	}
	return out;
}

const plain: RowQuery = {
	portfolio: "",
	state: "active",
	filter: "",
	q: "",
	sort: "",
	group: "",
	fields: ["name", "cost", "stage"],
	asOf: "",
	compareTo: "",
};
const words = { group: (value: unknown) => String(value), changed: () => "changed" };
const edits = { wrote: () => false } as unknown as Edits;

async function listOf(query: RowQuery, whole: boolean): Promise<LiveRows> {
	holds = whole;
	const rows = new LiveRows(query, edits, words, { attributes, lang: "en" });
	await settle();
	return rows;
}

const settle = () => vi.advanceTimersByTimeAsync(4000);

// said is all that a list shows, from its first line to its last.
async function said(rows: LiveRows) {
	const lines = await rows.between(0, rows.source.count);
	return {
		...rows.meta,
		lines: lines.map(({ id, kind, level, label, count, expanded, parent, data }) =>
			kind === "group"
				? { id, level, label, count, expanded, parent, cost: data.cost }
				: { id, level, parent, name: data.name, cost: data.cost, stage: data.stage },
		),
	};
}

function someRecords(chance: Chance): Record[] {
	return chance.list(0, 12, (i) => ({
		id: String(i + 1),
		version: 1,
		name: chance.pick(["ab", "ac", "bc", "d"]),
		cost: chance.int(0, 3) ? String(chance.int(-3, 3)) : null,
		stage: chance.int(0, 3) ? chance.pick(stages) : null,
	}));
}

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("held whole or read in windows, a list shows the same", async () => {
	for (let seed = 1; seed <= 60; seed++) {
		const chance = new Chance(seed);
		records = someRecords(chance);
		const first = { ...plain, sort: chance.pick(["", "-cost"]), group: chance.pick(["", "stage"]) };
		const whole = await listOf(first, true);
		const windows = await listOf(first, false);
		let query = first;
		for (let step = 0; step < 8; step++) {
			const what = chance.int(0, 5);
			const both = (act: (rows: LiveRows) => void) => {
				holds = true;
				act(whole);
				return settle().then(() => {
					holds = false;
					act(windows);
					return settle();
				});
			};
			if (what <= 2) {
				query = {
					...query,
					sort: chance.pick(["", "cost", "-cost", "stage,-name", "-name"]),
					group: chance.pick(["", "stage", "-stage"]),
					filter: chance.pick(["", "", "b", "zz"]),
				};
				const next = query;
				await both((rows) => rows.ask(next));
			} else if (what === 3) {
				const closed = chance.int(0, 1) === 1;
				await both((rows) => rows.fold(0, closed));
			} else if (what === 4) {
				const line = whole.source.row(0);
				if (line?.kind === "group") await both((rows) => rows.source.toggle?.(line.id));
			} else {
				records = records.map((r, i) =>
					i % 2 ? { ...r, version: r.version + 1, cost: String(chance.int(-3, 3)) } : r,
				);
				if (chance.int(0, 1)) records.push({ id: String(90 + step), version: 1, name: "new", cost: "1", stage: null });
				const change = { change: 2, entity: "project", ids: records.map((r) => r.id), actor: null } as Change;
				await both((rows) => rows.heard(change));
			}
			expect(await said(whole), `seed ${seed}, step ${step}`).toEqual(await said(windows));
		}
		whole.stop();
		windows.stop();
	}
});

test("a list that is held whole is sorted, grouped and folded without the server", async () => {
	records = someRecords(new Chance(5));
	const rows = await listOf(plain, true);
	asked = [];
	rows.ask({ ...plain, sort: "-cost" });
	rows.ask({ ...plain, sort: "-cost", group: "stage" });
	rows.fold(0, true);
	expect(asked).toEqual([]);
	rows.ask({ ...plain, filter: "b" });
	await settle();
	expect(asked.map((q) => q.shape)).toEqual(["ids"]);
});

test("a list that grows too long to be held goes over to windows", async () => {
	records = someRecords(new Chance(3));
	const rows = await listOf(plain, true);
	holds = false;
	rows.refresh();
	await settle();
	asked = [];
	rows.ask({ ...plain, sort: "-cost" });
	await settle();
	expect(asked.map((q) => q.shape)).toEqual(["table"]);
	expect((await said(rows)).lines.map((l) => l.id)).toEqual(sorted(records, "-cost").map((r) => r.id));
	expect(HELD).toBe(3000);
});

test("what one types stands in the list at once, also where it was only sorted since", async () => {
	records = someRecords(new Chance(4));
	const rows = await listOf(plain, true);
	rows.ask({ ...plain, sort: "cost" });
	const line = rows.source.row(0);
	rows.update({ ...(line?.data as Row), cost: "99", version: 2 } as Row);
	expect(rows.source.row(0)?.data.cost).toBe("99");
});
