import { expect, it } from "vitest";
import type { Attribute } from "../../api/types";
import type { Moves } from "../../data/lifecycles";
import type { Translate } from "../../i18n/lang";
import { mayBecome, mayBegin } from "./becoming";

const t = ((key: string, args?: { names?: string }) => `${key} ${args?.names ?? ""}`) as Translate;
const label = (name: string) => ({ fr: name, en: name });
const status = {
	key: "status",
	label: label("Statut"),
	choices: ["open", "happened", "closed", "lost"].map((key) => ({ key, label: label(key) })),
} as unknown as Attribute;
const response = { key: "response", label: label("Parade") } as unknown as Attribute;
const way = (to: string, closed: string, missing: string[] = []) => ({
	to,
	label: label(""),
	gate: false,
	open: !closed,
	closed,
	missing,
});
const moves = (stage: string, ...ways: Moves["moves"]): Moves => ({
	bound: true,
	stage,
	stages: [{ stage: "open" }, { stage: "happened" }, { stage: "closed" }],
	moves: ways,
});
const said = (a: Attribute) => a.choices.map((c) => [c.key, c.closed ?? ""]);

it("offers where a line stands and the ways on, the closed ones with their reason", () => {
	const now = moves("open", way("happened", "", ["response"]), way("closed", "Le PMO seul"));
	expect(said(mayBecome(status, now, [response], t, "fr"))).toEqual([
		["open", ""],
		["happened", "register.fillFirst Parade"],
		["closed", "Le PMO seul"],
	]);
});

it("offers any stage to a line outside its lifecycle, and all where it moves freely", () => {
	expect(said(mayBecome(status, moves("lost"), [], t, "fr")).map(([key]) => key)).toEqual([
		"open",
		"happened",
		"closed",
		"lost",
	]);
	expect(mayBecome(status, { ...moves("open"), bound: false }, [], t, "fr")).toBe(status);
});

it("begins a line where its type says", () => {
	expect(said(mayBegin(status, ["open"]))).toEqual([["open", ""]]);
	expect(mayBegin(status, [])).toBe(status);
});
