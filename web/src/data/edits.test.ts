import { describe, expect, test } from "vitest";
import { Outdated, Problem } from "../api/problem";
import type { Row } from "../api/types";
import { type Answer, Edits } from "./edits";
import { isPassing } from "./faults";

type Sent = {
	changes: Record<string, unknown>;
	version: number;
	answer: (row: Row) => void;
	refuse: (e: unknown) => void;
};

function row(version: number, values: Record<string, unknown> = {}): Row {
	return { id: "p1", version, state: "active", name: "SAPHIR", end: "2020-01-01", ...values };
}

// server answers by hand, so that a test chooses what happens first.
function server() {
	const sent: Sent[] = [];
	const edits = new Edits((items) =>
		Promise.all(
			items.map(
				({ changes, version }) =>
					new Promise<Answer>((resolve, reject) => {
						const answer = (row: Row) => resolve({ row });
						const refuse = (error: unknown) => (isPassing(error) ? reject(error) : resolve({ error }));
						sent.push({ changes, version, answer, refuse });
					}),
			),
		),
	);
	return { edits, sent, last: () => sent.at(-1) as Sent };
}

const settle = () => new Promise((done) => setTimeout(done));

describe("a change of a cell", () => {
	test("shows at once, and is the server's once it has answered", async () => {
		const { edits, last } = server();
		edits.set(row(1), "name", "SAPHIR 2");
		expect(edits.value("p1", "name", "SAPHIR")).toBe("SAPHIR 2");
		expect(edits.cell("p1", "name")?.state).toBe("sending");
		last().answer(row(2, { name: "SAPHIR 2" }));
		await settle();
		expect(edits.cell("p1", "name")).toBeUndefined();
		expect(edits.unsaved).toBe(0);
	});

	test("to the same value is not sent", () => {
		const { edits, sent } = server();
		edits.set(row(1), "name", "SAPHIR");
		expect(sent).toHaveLength(0);
	});

	test("waits for the one before it, and goes under the version that brought", async () => {
		const { edits, sent, last } = server();
		edits.set(row(1), "name", "A");
		edits.set(row(1), "end", "2021-01-01");
		expect(sent).toHaveLength(1);
		last().answer(row(2, { name: "A" }));
		await settle();
		expect(last().version).toBe(2);
		expect(last().changes).toEqual({ end: "2021-01-01" });
	});

	test("typed again while it is on its way is sent again", async () => {
		const { edits, last } = server();
		edits.set(row(1), "name", "A");
		edits.set(row(1), "name", "B");
		last().answer(row(2, { name: "A" }));
		await settle();
		expect(last()).toMatchObject({ version: 2, changes: { name: "B" } });
		last().answer(row(3, { name: "B" }));
		await settle();
		expect(edits.unsaved).toBe(0);
	});

	test("that is refused stays to be read, and can be sent again or given up", async () => {
		const { edits, sent, last } = server();
		edits.set(row(1), "progress", "150");
		last().refuse(new Problem(422, { detail: "Too much", errors: [{ location: "progress", message: "0 to 100" }] }));
		await settle();
		expect(edits.cell("p1", "progress")).toMatchObject({ state: "failed", why: "0 to 100", value: "150" });
		edits.retry("p1", "progress");
		expect(sent).toHaveLength(2);
		last().refuse(new Problem(0, { detail: "Offline" }));
		await settle();
		edits.discard("p1", "progress");
		expect(edits.value("p1", "progress", "10")).toBe("10");
	});

	test("is not held back by another one that is refused with it", async () => {
		const { edits, last } = server();
		edits.set(row(1), "name", "A");
		edits.set(row(1), "end", "2021-01-01");
		edits.set(row(1), "progress", "150");
		last().answer(row(2, { name: "A" }));
		await settle();
		last().refuse(new Problem(422, { errors: [{ location: "progress", message: "0 to 100" }] }));
		await settle();
		expect(last().changes).toEqual({ end: "2021-01-01" });
		expect(edits.cell("p1", "progress")?.state).toBe("failed");
	});
});

describe("two people", () => {
	test("who change different cells do not notice each other", async () => {
		const { edits, last } = server();
		edits.set(row(1), "name", "A");
		last().refuse(new Outdated({ current: row(2, { end: "2022-02-02" }) }));
		await settle();
		expect(last()).toMatchObject({ version: 2, changes: { name: "A" } });
	});

	test("who give one cell different values are asked", async () => {
		const { edits, sent, last } = server();
		edits.set(row(1), "name", "A");
		last().refuse(new Outdated({ current: row(2, { name: "B" }) }));
		await settle();
		expect(edits.cell("p1", "name")).toMatchObject({ state: "conflict", value: "A", theirs: "B" });
		expect(sent).toHaveLength(1);
	});

	test("keeping mine writes over theirs", async () => {
		const { edits, last } = server();
		edits.set(row(1), "name", "A");
		last().refuse(new Outdated({ current: row(2, { name: "B" }) }));
		await settle();
		edits.keepMine("p1", "name");
		expect(last()).toMatchObject({ version: 2, changes: { name: "A" } });
	});

	test("taking theirs shows what is stored", async () => {
		const { edits, last } = server();
		edits.set(row(1), "name", "A");
		last().refuse(new Outdated({ current: row(2, { name: "B" }) }));
		await settle();
		edits.discard("p1", "name");
		expect(edits.latest(row(1)).name).toBe("B");
		expect(edits.unsaved).toBe(0);
	});

	test("who typed the same agree", async () => {
		const { edits, sent, last } = server();
		edits.set(row(1), "name", "A");
		last().refuse(new Outdated({ current: row(2, { name: "A" }) }));
		await settle();
		expect(edits.unsaved).toBe(0);
		expect(sent).toHaveLength(1);
	});
});

describe("a change with a reason", () => {
	function reasoned() {
		const sent: { keys: string[]; why?: string; answer: (a: Answer[]) => void }[] = [];
		const edits = new Edits(
			(items, _together, why) =>
				new Promise((answer) => {
					sent.push({ keys: items.flatMap((i) => Object.keys(i.changes)), ...(why ? { why } : {}), answer });
				}),
		);
		return { edits, sent };
	}

	test("goes by itself, and those beside it go without", async () => {
		const { edits, sent } = reasoned();
		edits.set(row(1), "name", "A");
		edits.set(row(1), "end", "2021-01-01", undefined, "The supplier is late");
		edits.set(row(1), "code", "B");
		sent[0]?.answer([{ row: row(2, { name: "A" }) }]);
		await settle();
		sent[1]?.answer([{ row: row(3, { name: "A", end: "2021-01-01" }) }]);
		await settle();
		expect(sent.map((s) => [s.keys.join(), s.why])).toEqual([
			["name", undefined],
			["end", "The supplier is late"],
			["code", undefined],
		]);
	});

	test("keeps it over a refusal, and over a reload", async () => {
		const { edits, sent } = reasoned();
		edits.set(row(1), "end", "2021-01-01", undefined, "The supplier is late");
		sent[0]?.answer([{ error: new Problem(422, { detail: "no" }) }]);
		await settle();
		edits.retry("p1", "end");
		expect(sent[1]?.why).toBe("The supplier is late");
		const later = reasoned();
		later.edits.resume(edits.list());
		expect(later.sent[0]?.why).toBe("The supplier is late");
	});
});
