import { expect, test } from "vitest";
import { follow } from "./draft";

const was = { name: "Cost", help: "", roles: ["pmo"] };

test("what others change comes into a form in which nothing is typed", () => {
	const now = { name: "Total cost", help: "In euros", roles: ["pmo", "finance"] };
	expect(follow(was, was, now)).toEqual({ draft: now, typed: false, clash: false });
});

test("what is typed stays, and what others change beside it comes", () => {
	const draft = { ...was, name: "Full cost" };
	const now = { ...was, help: "In euros", roles: ["finance"] };
	expect(follow(draft, was, now)).toEqual({
		draft: { name: "Full cost", help: "In euros", roles: ["finance"] },
		typed: true,
		clash: false,
	});
});

test("what two people change at once is told, and what is typed here stays", () => {
	const draft = { ...was, roles: ["pmo", "reader"] };
	const now = { ...was, roles: ["finance"] };
	expect(follow(draft, was, now)).toEqual({ draft, typed: true, clash: true });
	expect(follow(draft, was, { ...was, roles: ["pmo", "reader"] })).toMatchObject({ typed: false, clash: false });
});
