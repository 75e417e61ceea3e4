import { expect, it } from "vitest";
import type { Attribute } from "../../api/types";
import { type Fit, shownBy } from "../../data/forms";
import { formParts } from "./parts";

const of = (key: string) => ({ key, section: "" }) as unknown as Attribute;
const catalogue = ["code", "name", "end", "margin", "gate"].map(of);
const fit: Fit = {
	id: "f",
	version: 1,
	name: { en: "Few", fr: "Peu" },
	sections: [
		{
			title: { en: "First", fr: "D’abord" },
			columns: 2,
			fields: [
				{ attribute: "end", read_only: true, hint: { en: "Promised", fr: "Promis" }, wide: true },
				{ attribute: "name" },
				{ attribute: "gone" },
			],
		},
		{ title: { en: "Empty", fr: "Vide" }, columns: 1, fields: [{ attribute: "gone" }] },
	],
	asked: ["gate"],
	others: 3,
	all: true,
};
const say = ((key: string) => key) as Parameters<typeof formParts>[4];
const shape = (all: boolean, asked: string[] = fit.asked) =>
	formParts(fit, catalogue, asked, all, say, "fr").map((p) => [p.title, p.lines.map((l) => l.attribute.key)]);

it("shows a form in its own order, and last what is asked for and left out", () => {
	expect(shape(false)).toEqual([
		["D’abord", ["end", "name"]],
		["project.form.asked", ["gate"]],
	]);
});

it("shows the others before it where all are wanted", () => {
	expect(shape(true)).toEqual([
		["D’abord", ["end", "name"]],
		["project.form.others", ["code", "margin"]],
		["project.form.asked", ["gate"]],
	]);
	expect(shape(false, ["end"])).toEqual([["D’abord", ["end", "name"]]]);
});

it("says of each line how it is shown", () => {
	const first = formParts(fit, catalogue, [], false, say, "en")[0]?.lines[0];
	expect(first).toMatchObject({ readOnly: true, hint: "Promised", wide: true });
});

it("lets what is asked for be filled in where the form would have it read only", () => {
	const first = formParts(fit, catalogue, ["end"], false, say, "en")[0]?.lines[0];
	expect(first).toMatchObject({ readOnly: false, hint: "Promised" });
});

it("knows which attributes a form shows", () => {
	expect(shownBy(fit, catalogue).map((a) => a.key)).toEqual(["name", "end", "gate"]);
	expect(shownBy({ ...fit, id: "" }, catalogue)).toBe(catalogue);
	expect(shownBy(undefined, catalogue)).toBe(catalogue);
});
