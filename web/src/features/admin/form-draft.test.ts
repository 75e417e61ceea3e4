import { expect, it } from "vitest";
import type { Attribute } from "../../api/types";
import {
	bodyOf,
	changeLine,
	type Draft,
	draftOf,
	freshDraft,
	freshPart,
	leap,
	leftOut,
	moved,
	type Part,
	put,
	spotOf,
	step,
	whomOf,
	without,
} from "./form-draft";

const part = (id: string, ...keys: string[]): Part => ({
	id,
	fr: id,
	en: id,
	columns: 1,
	collapsed: false,
	fields: keys.map((attribute) => ({ attribute })),
});
const parts = [part("p0", "a", "b", "c"), part("p1"), part("p2", "d")];
const shape = (all: readonly Part[]) => all.map((p) => p.fields.map((l) => l.attribute).join("")).join("|");

it("puts a line where it is let fall, also within its section", () => {
	expect(shape(put(parts, "a", { part: "p0", at: 3 }))).toBe("bca||d");
	expect(shape(put(parts, "c", { part: "p0", at: 0 }))).toBe("cab||d");
	expect(shape(put(parts, "b", { part: "p0", at: 1 }))).toBe("abc||d");
	expect(shape(put(parts, "a", { part: "p2", at: 1 }))).toBe("bc||da");
	expect(shape(put(parts, "new", { part: "p1", at: 0 }))).toBe("abc|new|d");
});

it("keeps what is said of a line when it moves", () => {
	const said = changeLine(parts, "a", { read_only: true, hint: { fr: "oui", en: "yes" } });
	expect(put(said, "a", { part: "p1", at: 0 })[1]?.fields[0]).toEqual({
		attribute: "a",
		read_only: true,
		hint: { fr: "oui", en: "yes" },
	});
});

it("steps line by line through the sections, and stops at the ends", () => {
	const go = (all: Part[], key: string, by: 1 | -1) => {
		const to = step(all, key, by);
		return to ? put(all, key, to) : null;
	};
	expect(shape(go(parts, "a", 1) ?? [])).toBe("bac||d");
	const second = go(parts, "c", 1);
	expect(shape(second ?? [])).toBe("ab|c|d");
	const third = go(second ?? [], "c", 1);
	expect(shape(third ?? [])).toBe("ab||cd");
	expect(shape(go(third ?? [], "c", -1) ?? [])).toBe("ab|c|d");
	expect(go(parts, "a", -1)).toBeNull();
	expect(go(parts, "d", 1)).toBeNull();
	expect(step(parts, "nowhere", 1)).toBeNull();
	expect(leap(parts, "a", 1)).toEqual({ part: "p1", at: 0 });
	expect(leap(parts, "a", -1)).toBeNull();
});

it("moves sections, and knows what is left out", () => {
	expect(shape(moved(parts, 0, 1))).toBe("|abc|d");
	expect(shape(moved(parts, 2, 1))).toBe("abc||d");
	const attributes = ["d", "e", "a"].map((key) => ({ key }) as Attribute);
	expect(leftOut(attributes, parts).map((a) => a.key)).toEqual(["e"]);
	expect(spotOf(without(parts, "a"), "a")).toBeNull();
	expect(freshPart(parts, { fr: "x", en: "y" }).id).toBe("p3");
});

it("is the same when it was kept and is read again", () => {
	const draft: Draft = {
		...freshDraft([], []),
		fr: "Peu",
		en: "Few",
		open: true,
		stages: ["build"],
		roles: ["r"],
		parts: changeLine(parts, "b", { wide: true }),
	};
	const stored = { id: "f", version: 1, projects: 0, some: [], ...bodyOf(draft) };
	expect(draftOf(stored as never)).toEqual(draft);
});

it("begins with what the pages show without a form", () => {
	const catalogue = [
		{ key: "name", section: "identity", kind: "text" },
		{ key: "comment", section: "health", kind: "long_text" },
	] as Attribute[];
	const groups = [
		{ key: "identity", label: { fr: "Identité", en: "Identity" } },
		{ key: "health", label: { fr: "Santé", en: "Health" } },
	];
	expect(freshDraft(catalogue, groups).parts.map((p) => [p.fr, p.fields])).toEqual([
		["Identité", [{ attribute: "name" }]],
		["Santé", [{ attribute: "comment", wide: true }]],
	]);
});

it("says in words whom a form is for", () => {
	const stage = { key: "stage", choices: [{ key: "build", label: { fr: "Réalisation", en: "Build" } }] };
	const roles = [{ id: "r", label: { fr: "Chef de projet", en: "Project manager" }, people: 2 }];
	const whom = { types: [], stages: ["build", "old"], variants: [], roles: ["r"] };
	expect(whomOf(whom, "project", [stage as unknown as Attribute], roles, "fr")).toEqual([
		"Réalisation, old",
		"Chef de projet",
	]);
	const status = { key: "status", choices: [{ key: "build", label: { fr: "Ouvert", en: "Open" } }] };
	expect(whomOf(whom, "risk", [stage, status] as unknown as Attribute[], roles, "fr")[0]).toBe("Ouvert, old");
});
