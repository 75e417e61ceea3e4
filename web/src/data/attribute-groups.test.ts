import { expect, it } from "vitest";
import { inGroups } from "./attribute-groups";

const of = (key: string, section = "") => ({ key, section });
const group = (key: string) => ({ key, label: { en: key, fr: key } });

it("puts attributes under their groups, in the order of the groups, and nowhere twice", () => {
	const found = inGroups(
		[of("name", "identity"), of("margin", "costs"), of("code", "identity"), of("odd", "nowhere"), of("end", "dates")],
		[group("costs"), group("health"), group("identity"), group("dates")],
	);
	expect(found.map((g) => [g.key, g.attributes.map((a) => a.key)])).toEqual([
		["costs", ["margin"]],
		["identity", ["name", "code"]],
		["dates", ["end"]],
		["", ["odd"]],
	]);
	expect(inGroups([of("a", "x"), of("b")], []).map((g) => g.attributes.length)).toEqual([2]);
});
