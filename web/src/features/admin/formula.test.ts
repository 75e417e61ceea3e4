import { describe, expect, it } from "vitest";
import { named, parts } from "./formula";

describe("parts", () => {
	it("cuts out the word at the place", () => {
		expect(parts("coût + inconu * 2", 8)).toEqual(["coût + ", "inconu", " * 2"]);
	});
	it("cuts out one sign", () => {
		expect(parts("SI(a, b)", 5)).toEqual(["SI(a", ",", " b)"]);
	});
	it("counts characters, not code units", () => {
		expect(parts("😀 + x", 5)).toEqual(["😀 + ", "x", ""]);
	});
	it("stands at the end where something is missing", () => {
		expect(parts("a +", 4)).toEqual(["a +", "", ""]);
	});
});

describe("named", () => {
	it("puts brackets around names of several words", () => {
		expect(named("Météo")).toBe("Météo");
		expect(named("Coût total")).toBe("[Coût total]");
		expect(named("Coût total (référence)")).toBe("[Coût total (référence)]");
	});
});
