import { expect, test } from "vitest";
import type { Translate } from "../../i18n/lang";
import { inShort } from "./audit-page";
import { changed } from "./settings-page";

const t = ((_key: string, names: Record<string, unknown>) => `${names.what}: ${names.value}`) as unknown as Translate;
const actor = { id: "2", name: "Ana" };
const entry = { id: "1", change: 1, at: "", kind: "rights", event: "", text: "", actor, via: "web" };

test("an entry says in short what it holds", () => {
	expect(inShort(entry, t)).toBe("");
	expect(inShort({ ...entry, detail: "GET /users", count: 30 }, t)).toBe("GET /users · × 30");
	const changes = [
		{ what: "Role", before: "", after: "Reader" },
		{ what: "Name", before: "Ana", after: "Anna" },
		{ what: "Group", before: "PMO", after: "" },
	];
	expect(inShort({ ...entry, changes }, t)).toBe("Role: Reader · Name: Ana → Anna · Group: PMO → —");
});

test("only what differs is sent, and never what is only shown", () => {
	const stored = {
		version: 3,
		name: "Agence",
		currency: "EUR",
		consolidation_currency: "",
		language: "fr",
		session_idle: 30,
		session_life: 720,
		second_factor: "roles" as const,
		mark_en: "",
		mark_fr: "",
		mail: "off" as const,
		public_url: "",
	};
	expect(changed(stored, stored)).toEqual({});
	expect(changed(stored, { ...stored, currency: "GBP", mail: "on", version: 9 })).toEqual({ currency: "GBP" });
});
