import { expect, test } from "vitest";
import type { Grant, Unit } from "../../api/types";
import { above, moving, places } from "./giving";

const unit = (id: string, parent: string | null): Unit => ({ id, parent, name: id, code: id, version: 1 });
const units = [unit("all", null), unit("it", "all"), unit("web", "it"), unit("hr", "all")];
const grant = (id: string, role: string, on: string, who: string): Grant => ({
	id,
	role,
	unit: { id: on, name: on },
	user: { id: who, name: who },
});
const grants = [grant("1", "pmo", "all", "Ann"), grant("2", "lead", "it", "Bob"), grant("3", "lead", "hr", "Cid")];
const nameOf = (role: string) => role;

test("what is above a unit is read from below", () => {
	expect(above("web", units)).toEqual(["web", "it", "all"]);
	expect(above(null, units)).toEqual([]);
});

test("moving a unit takes it from those above it before, and gives it to those above it then", () => {
	const web = units[2] as Unit;
	const { lost, won } = moving(web, "hr", grants, units, nameOf);
	expect(lost.map((g) => g.who)).toEqual(["Bob"]);
	expect(won.map((g) => g.who)).toEqual(["Cid"]);
	expect(moving(web, "it", grants, units, nameOf)).toEqual({ lost: [], won: [] });
});

test("a role is given at places, with who holds it there", () => {
	expect(places("lead", grants)).toEqual([
		{ name: "hr", holders: ["Cid"] },
		{ name: "it", holders: ["Bob"] },
	]);
});
