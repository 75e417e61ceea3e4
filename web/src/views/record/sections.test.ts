import { expect, it } from "vitest";
import type { Attribute } from "../../api/types";
import { sectionsOf } from "./sections";

const of = (key: string, section = "") => ({ key, section }) as unknown as Attribute;

it("puts attributes where the catalogue says, in its order", () => {
	const found = sectionsOf([
		of("name"),
		of("margin", "costs"),
		of("code"),
		of("total_cost"),
		of("gate"),
		of("end", "health"),
		of("odd", "nowhere"),
	]);
	expect(found.map((s) => [s.id, s.attributes.map((a) => a.key)])).toEqual([
		["identity", ["name", "code"]],
		["health", ["end"]],
		["costs", ["margin", "total_cost"]],
		["more", ["gate", "odd"]],
	]);
});
