import { beforeEach, describe, expect, it } from "vitest";
import { draftName, keepDraft, readDraft, withoutSent } from "./draft";

const kept = new Map<string, string>();
const store = {
	getItem: (name: string) => kept.get(name) ?? null,
	setItem: (name: string, text: string) => void kept.set(name, text),
	removeItem: (name: string) => void kept.delete(name),
} as Storage;
const name = draftName("paul", "november", "portal");

describe("what is typed on a card of a round", () => {
	beforeEach(() => kept.clear());

	it("is kept for one person, one round and one project", () => {
		keepDraft(name, { weather: "rainy", end: null }, store);
		expect(readDraft(name, store)).toEqual({ weather: "rainy", end: null });
		for (const other of [
			draftName("ines", "november", "portal"),
			draftName("paul", "october", "portal"),
			draftName("paul", "november", "payroll"),
		])
			expect(readDraft(other, store)).toEqual({});
	});

	it("leaves nothing behind once it is sent", () => {
		keepDraft(name, { weather: "rainy" }, store);
		keepDraft(name, withoutSent(readDraft(name, store), { weather: "rainy" }), store);
		expect(kept.size).toBe(0);
	});

	it("stays where it was typed since the send", () => {
		const sent = { weather: "rainy", comment: "Three weeks", cost: { amount: "12.00", currency: "EUR" } };
		const now = { weather: "rainy", comment: "Three weeks late", cost: { amount: "12", currency: "EUR" } };
		expect(withoutSent(now, sent)).toEqual({ comment: "Three weeks late" });
	});

	it("is nothing where what stands there is no draft", () => {
		for (const text of ["{", "[]", "null", '"rainy"']) {
			kept.set(name, text);
			expect(readDraft(name, store)).toEqual({});
		}
	});

	it("does no harm where the browser keeps nothing", () => {
		const full = {
			...store,
			setItem: () => {
				throw new Error("full");
			},
		} as Storage;
		expect(() => keepDraft(name, { weather: "rainy" }, full)).not.toThrow();
	});
});
