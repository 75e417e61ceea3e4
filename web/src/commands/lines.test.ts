import { expect, test } from "vitest";
import { inOrder, type Line, matching, underHeadings } from "./lines";

const line = (id: string, name: string, group = "Go to", detail = ""): Line => ({
	id,
	name,
	group,
	...(detail ? { detail } : {}),
	icon: "project",
	run: () => undefined,
});

test("every word typed is looked for, without accents, in the name and beside it", () => {
	const lines = [line("a", "Sombre", "Affichage", "Apparence"), line("b", "Écran d’accueil")];
	expect(matching(lines, "apparence som").map((l) => l.id)).toEqual(["a"]);
	expect(matching(lines, "ecran").map((l) => l.id)).toEqual(["b"]);
	expect(matching(lines, "").map((l) => l.id)).toEqual(["a", "b"]);
});

test("commands that begin with what is typed stay first, whatever the server finds", () => {
	const own = [line("c", "Key dates"), line("d", "My key")];
	const found = [line("p", "Keystone", "Projects")];
	expect(inOrder("key", own, [], "Best").map((l) => l.id)).toEqual(["c", "d"]);
	expect(inOrder("key", own, found, "Best").map((l) => l.id)).toEqual(["c", "p", "d"]);
	expect(inOrder("key", own, found, "Best")[0]?.group).toBe("Best");
});

test("projects come before what only contains what is typed", () => {
	const own = [line("d", "My payments")];
	const found = [line("p", "Payroll", "Projects")];
	expect(inOrder("pay", own, found, "Best").map((l) => l.id)).toEqual(["p", "d"]);
});

test("lines that follow each other share their heading", () => {
	const headings = underHeadings([line("a", "A"), line("b", "B"), line("c", "C", "Projects")]);
	expect(headings.map((h) => [h.title, h.lines.length])).toEqual([
		["Go to", 2],
		["Projects", 1],
	]);
});
