import { describe, expect, it } from "vitest";
import { type Mark, marked } from "./guide-marks";

const at = (text: string) => {
	const from = text.indexOf("⟦");
	const to = text.indexOf("⟧") - 1;
	return { text: text.replace(/[⟦⟧]/g, ""), from, to };
};
const said = (t: { text: string; from: number; to: number }) =>
	`${t.text.slice(0, t.from)}⟦${t.text.slice(t.from, t.to)}⟧${t.text.slice(t.to)}`;

describe("the buttons of the editor of guides", () => {
	it.each<[string, Mark, string]>([
		["say ⟦it⟧ now", "bold", "say **⟦it⟧** now"],
		["say ⟦**it**⟧ now", "bold", "say ⟦it⟧ now"],
		["say **⟦it⟧** now", "bold", "say ⟦it⟧ now"],
		["say **⟦it⟧** now", "italic", "say ***⟦it⟧*** now"],
		["say ⟦⟧", "italic", "say *⟦word⟧*"],
		["one\n⟦two⟧\nthree", "heading", "one\n## ⟦two⟧\nthree"],
		["one\n## t⟦w⟧o", "heading", "one\n⟦two⟧"],
		["⟦one\ntwo⟧", "list", "- ⟦one\n- two⟧"],
		["⟦- one\n- two⟧", "list", "⟦one\ntwo⟧"],
		["see ⟦this⟧", "link", "see [this](⟦https://⟧)"],
		["⟦⟧", "table", "| ⟦word⟧ |  |\n|---|---|\n|  |  |\n"],
	])("%s, %s", (before, mark, after) => {
		expect(said(marked(at(before), mark, "word"))).toBe(after);
	});
});
