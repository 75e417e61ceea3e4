import type { components } from "../../api/schema";
import type { DraftLine, DraftSection, DraftValue, TemplatePart, TemplateSays } from "../../data/templates";
import type { Lang } from "../../i18n/lang";

export type Says = Omit<TemplateSays, "$schema">;
export type Relative = components["schemas"]["DraftDate"];

// blank is a template that says nothing yet.
export const blank: Says = {
	name: { en: "", fr: "" },
	description: { en: "", fr: "" },
	type: "",
	variant: "",
	proposed: false,
	sections: [],
};

export function linesOf(says: Says, kind: string): DraftLine[] {
	return says.sections?.find((s) => s.kind === kind)?.lines ?? [];
}

// withLines puts other lines into a section.
export function withLines(says: Says, kind: string, lines: DraftLine[]): Says {
	const others = (says.sections ?? []).filter((s) => s.kind !== kind);
	const section: DraftSection = { kind: kind as DraftSection["kind"], lines };
	return { ...says, sections: lines.length > 0 ? [...others, section] : others };
}

// withValue says something of a line, or nothing any more.
export function withValue(line: DraftLine, key: string, value: DraftValue | null): DraftLine {
	const values = { ...line.values };
	if (value) values[key] = value;
	else delete values[key];
	return { ...line, values };
}

// freshLine is a line that says nothing yet, under an id of its own.
export function freshLine(lines: readonly DraftLine[], base: string): DraftLine {
	const taken = new Set(lines.map((l) => l.id));
	let id = base;
	for (let n = 2; taken.has(id); n++) id = `${base}_${n}`;
	return { id, values: {} };
}

// said is a text of a draft as it is read in a language.
export function said(value: DraftValue | undefined, lang: Lang): string {
	const text = value?.text;
	return (lang === "fr" ? text?.fr || text?.en : text?.en || text?.fr) ?? "";
}

// plain is a value as the fields of the catalogue take it, and back.
export function plain(part: TemplatePart, value: DraftValue | undefined): unknown {
	const text = value?.value ?? "";
	if (!text) return null;
	switch (part.kind) {
		case "choices":
			return text.split(",");
		case "yes_no":
			return text === "true";
		default:
			return text;
	}
}

export function draftValue(value: unknown): DraftValue | null {
	if (value === null || value === undefined || value === "") return null;
	if (Array.isArray(value)) return value.length > 0 ? { value: value.join(",") } : null;
	if (typeof value === "object" && "amount" in value) return { value: String(value.amount) };
	if (typeof value === "object" && "id" in value) return { value: String(value.id) };
	return { value: String(value) };
}
