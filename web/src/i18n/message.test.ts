import { describe, expect, test } from "vitest";
import { formatMessage, parseMessage } from "./message";

describe("formatMessage", () => {
	test("fills names in and leaves an unknown one visible", () => {
		expect(formatMessage("Account of {name}", "en-GB", { name: "Claire" })).toBe("Account of Claire");
		expect(formatMessage("Account of {name}", "en-GB")).toBe("Account of {name}");
	});
	test("takes the plural of the language: 0 is singular in French", () => {
		const fr = "{count, plural, one {# projet} other {# projets}}";
		const en = "{count, plural, one {# project} other {# projects}}";
		expect(formatMessage(fr, "fr-FR", { count: 0 })).toBe("0 projet");
		expect(formatMessage(en, "en-GB", { count: 0 })).toBe("0 projects");
		expect(formatMessage(fr, "fr-FR", { count: 12000 })).toBe("12\u202f000 projets");
	});
	test("prefers an exact case, then other", () => {
		const m = "{count, plural, =0 {None} one {One} other {Many}}";
		expect(formatMessage(m, "en-GB", { count: 0 })).toBe("None");
		expect(formatMessage(m, "en-GB", { count: 5 })).toBe("Many");
	});
	test("nests names inside cases", () => {
		const m = "{kind, select, user {Hello {name}} other {Someone}}";
		expect(formatMessage(m, "en-GB", { kind: "user", name: "Léa" })).toBe("Hello Léa");
		expect(formatMessage(m, "en-GB", { kind: "group" })).toBe("Someone");
	});
	test("refuses a message that would fail later", () => {
		expect(() => parseMessage("{count, plural, one {x}}")).toThrow("other");
		expect(() => parseMessage("{name")).toThrow("not closed");
	});
});
