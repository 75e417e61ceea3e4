import { expect, test } from "vitest";
import { firstSplit } from "./columns";

const columns = [
	{ key: "name", width: 240 },
	{ key: "number", width: 48 },
	{ key: "start", width: 112 },
	{ key: "finish", width: 112 },
];

test("the list ends with a column that is shown, near to the middle", () => {
	expect(firstSplit(1100, columns)).toBe(512);
	expect(firstSplit(1100, columns, { hidden: ["start"], widths: { finish: 160 } })).toBe(448);
	expect(firstSplit(900, columns)).toBe(400);
});

test("where no column ends near to it, it is as wide as wished", () => {
	expect(firstSplit(2000, columns)).toBe(900);
});
