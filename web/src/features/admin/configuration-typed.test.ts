import { expect, test } from "vitest";
import { otherLines } from "./configuration-typed";

test("what others saved is shown from the first line that differs to the last", () => {
	expect(otherLines("a\nB\nc\n", "a\nb\nc\n")).toBe("B");
	expect(otherLines("a\nb\nc\nd\n", "a\nd\n")).toBe("b\nc");
	expect(otherLines("a\nd", "a\nb\nd")).toBe("");
	expect(otherLines("a\na\n", "a\n")).toBe("a");
	expect(otherLines("x", "y")).toBe("x");
	expect(otherLines("same\n", "same\n")).toBe("");
});
