import { beforeEach, expect, test } from "vitest";
import { Problem } from "../api/problem";
import type { Row } from "../api/types";
import { Edits } from "./edits";
import { keepUnsaved, readJournal } from "./journal";

const row: Row = { id: "p1", version: 3, state: "active", name: "SAPHIR", cost: null };
const away = () => Promise.reject(new Problem(0, { detail: "away" }));
const settle = () => new Promise((done) => setTimeout(done));

// Shelf stands for the storage of a browser window.
class Shelf {
	kept = new Map<string, string>();
	getItem = (key: string) => this.kept.get(key) ?? null;
	setItem = (key: string, value: string) => void this.kept.set(key, value);
	removeItem = (key: string) => void this.kept.delete(key);
}

let shelf: Storage;
beforeEach(() => {
	shelf = new Shelf() as unknown as Storage;
});

test("what is not saved outlives the page, and goes on from there", async () => {
	const edits = new Edits(away);
	keepUnsaved(edits, "claire", shelf);
	edits.set(row, "cost", "12");
	edits.keepText(row, "name", "a\nb", "one line only");
	await settle();
	const sent: unknown[] = [];
	const next = new Edits(async (items) => {
		sent.push(...items);
		return items.map(({ changes }) => ({ row: { ...row, ...changes, version: 4 } }));
	});
	keepUnsaved(next, "claire", shelf);
	await settle();
	expect(sent).toEqual([{ id: "p1", version: 3, changes: { cost: "12" } }]);
	expect(next.list()).toMatchObject([{ key: "name", typed: "a\nb", why: "one line only", name: "SAPHIR" }]);
});

test("what is saved leaves nothing behind", async () => {
	const edits = new Edits(async (items) => items.map(({ changes }) => ({ row: { ...row, ...changes, version: 4 } })));
	keepUnsaved(edits, "claire", shelf);
	edits.set(row, "cost", "12");
	await settle();
	expect(shelf.getItem("vigie.unsaved.claire")).toBeNull();
});

test("what one person left is neither shown to nor sent for another", async () => {
	const edits = new Edits(away);
	keepUnsaved(edits, "claire", shelf);
	edits.set(row, "cost", "12");
	await settle();
	expect(readJournal(shelf, "claire")).toHaveLength(1);
	expect(readJournal(shelf, "paul")).toEqual([]);
	const other = new Edits(async (items) => items.map(() => ({ row })));
	keepUnsaved(other, "paul", shelf);
	other.set(row, "cost", "13");
	await settle();
	expect(readJournal(shelf, "claire")).toHaveLength(1);
});

test("a journal that is broken is an empty one", () => {
	for (const text of ["", "{", "[]", '{"user":"claire","cells":[1,{"id":2}]}']) {
		shelf.setItem("vigie.unsaved.claire", text);
		expect(readJournal(shelf, "claire")).toEqual([]);
	}
});
