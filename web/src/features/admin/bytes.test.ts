import { expect, test } from "vitest";
import { formatBytes } from "./bytes";

test("says sizes as people do", () => {
	expect(formatBytes(0, "en")).toBe("0\u00a0B");
	expect(formatBytes(999, "en")).toBe("999\u00a0B");
	expect(formatBytes(12_345_678, "fr")).toBe("12\u00a0Mo");
	expect(formatBytes(1_449_000_000, "en")).toMatch(/^1[.,]4\u00a0GB$/);
	expect(formatBytes(9e18, "fr")).toContain("To");
});
