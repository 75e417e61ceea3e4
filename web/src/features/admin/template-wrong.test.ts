import { expect, test } from "vitest";
import { Problem } from "../../api/problem";
import { blank, type Says } from "./template-draft";
import { wrongOf } from "./template-wrong";

const text = (s: string) => ({ text: { en: s, fr: s } });

test("what is wrong with a template is said with the line that it is of", () => {
	const says: Says = {
		...blank,
		sections: [
			{ kind: "milestone", lines: [{ id: "go", values: { name: text("Go") } }] },
			{
				kind: "plan",
				lines: [
					{ id: "build", values: { name: text("Build") } },
					{ id: "start", values: { key_date: { value: "go" } } },
				],
			},
		],
	};
	const error = new Problem(422, {
		title: "",
		errors: [
			{ location: "body.plan.0.duration", message: "no duration" },
			{ location: "plan.start.predecessors", message: "no line" },
			{ location: "plan.start", message: "no line" },
			{ location: "name", message: "no name" },
		],
	} as ConstructorParameters<typeof Problem>[1]);
	expect(wrongOf(error, says, "en")).toEqual([
		{ line: "Build", message: "no duration" },
		{ line: "Go", message: "no line" },
		{ line: "", message: "no name" },
	]);
	expect(wrongOf(new Error("offline"), says, "en")).toEqual([]);
});
