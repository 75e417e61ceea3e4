import type { TemplatePart } from "../../data/templates";
import { type Lang, pick } from "../../i18n/lang";

// Who works on a line of a template is kept as role:manager; Anne[50%]. People write roles
// as they are called, after a word that tells them from the names of resources.

const mark = "role:";
const word = { fr: "Rôle", en: "Role" } as const;

// attributeOf is the attribute of phases and tasks that a part of the plan is of; "" for none.
export const attributeOf = (key: string): string => (key.startsWith("values.") ? key.slice("values.".length) : "");

const folded = (text: string) =>
	text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll(/\s+/g, " ").trim();

const each = (text: string, turn: (name: string) => string) =>
	text
		.split(/[;\n]/)
		.map((one) => one.trim())
		.filter(Boolean)
		.map((one) => {
			const at = one.indexOf("[");
			return at < 0 ? turn(one) : turn(one.slice(0, at).trim()) + one.slice(at);
		})
		.join("; ");

// rolesOf are the roles that can be named, as people write them.
export function rolesOf(part: TemplatePart | undefined, lang: Lang): string[] {
	return (part?.options ?? []).map((o) => `${word[lang]} ${pick(o.label, lang)}`);
}

// inTeamWords writes who works on a line as people do.
export function inTeamWords(code: string, part: TemplatePart | undefined, lang: Lang): string {
	return each(code, (name) => {
		const role = part?.options?.find((o) => o.key === name);
		return role ? `${word[lang]} ${pick(role.label, lang)}` : name;
	});
}

// teamCode reads it again, in either language; what is no role is the name of a resource.
export function teamCode(text: string, part: TemplatePart | undefined): string {
	return each(text, (name) => {
		const role = /^role\s*:?\s*(.+)$/.exec(folded(name))?.[1];
		const found = part?.options?.find((o) =>
			[o.label.fr, o.label.en, o.key.slice(mark.length)].some((l) => l && folded(l) === role),
		);
		return found ? found.key : name;
	});
}
