import { expect, test } from "vitest";
import { Problem } from "../../api/problem";
import { inFours } from "../../views/factor/enrol";
import { asksCode } from "./sign-in-form";

test("a code is asked for only when the server names it", () => {
	const named = { errors: [{ location: "code", message: "Enter the code" }] };
	expect(asksCode(new Problem(401, named))).toBe(true);
	expect(asksCode(new Problem(401, {}))).toBe(false);
	expect(asksCode(new Problem(422, named))).toBe(false);
	expect(asksCode(null)).toBe(false);
});

test("a key to be typed stands in groups of four", () => {
	expect(inFours("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
	expect(inFours("ABCD")).toBe("ABCD");
});
