import { beforeAll, describe, expect, it } from "vitest";
import { valueText } from "../../data/constants";
import { setLang } from "../../i18n/lang";
import { keyFor } from "./constants";

describe("constants", () => {
	beforeAll(() => setLang("fr"));

	it("makes a key of a name, whatever its accents", () => {
		expect(keyFor("Coût journalier (€)")).toBe("cout_journalier");
		expect(keyFor("2027: Seuil")).toBe("seuil");
		expect(keyFor("!")).toBe("");
	});

	it("says a value with what it counts", () => {
		expect(valueText({ kind: "money", currency: "EUR" }, "1650.5")).toBe("1\u202f650,5\u00a0EUR");
		expect(valueText({ kind: "percent" }, "12.5")).toBe("12,5\u00a0%");
		expect(valueText({ kind: "number", measure: "jours" }, "7")).toBe("7\u00a0jours");
		expect(valueText({ kind: "text" }, "A")).toBe("A");
		expect(valueText({ kind: "number" }, null)).toBe("—");
	});
});
