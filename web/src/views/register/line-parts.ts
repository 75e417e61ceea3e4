import type { Attribute } from "../../api/types";
import { type AttributeGroup, type Grouped, inGroups } from "../../data/attribute-groups";
import type { Fit } from "../../data/forms";
import { type Lang, pick, type Translate } from "../../i18n/lang";
import { formParts, type Part } from "../record/parts";

// ofHome are the attributes that say what a line belongs to.
const ofHome = ["project", "portfolio", "project_code", "unit", "manager"];

// usual are the sections that stand in no group of attributes.
const usual = {
	line: { en: "Essentials", fr: "L’essentiel" },
	home: { en: "Belongs to", fr: "Rattachement" },
};

// lineSections puts the attributes of a register into sections where no form does: the
// line's own, those of each group, then those of what it belongs to. The month of its
// date stands nowhere, for its date does.
export function lineSections(
	attributes: readonly Attribute[],
	groups: readonly AttributeGroup[],
): Grouped<Attribute>[] {
	const shown = attributes.filter((a) => a.kind !== "month" || !a.read_only);
	const own = shown.filter((a) => !ofHome.includes(a.key));
	const home = shown.filter((a) => ofHome.includes(a.key));
	const grouped = inGroups(own, groups);
	return [
		...grouped.filter((g) => !g.label).map((g) => ({ ...g, key: "line", label: usual.line })),
		...grouped.filter((g) => g.label),
		{ key: "home", label: usual.home, attributes: home },
	].filter((g) => g.attributes.length > 0);
}

// linePartsOf are the sections in which a line is shown: those of its form, else the
// usual ones.
export function linePartsOf(
	fit: Fit | undefined,
	attributes: readonly Attribute[],
	groups: readonly AttributeGroup[],
	asked: readonly string[],
	all: boolean,
	t: Translate,
	lang: Lang,
): Part[] {
	if (fit?.id) return formParts(fit, attributes, asked, all, t, lang);
	return lineSections(attributes, groups).map((s) => ({
		id: s.key,
		title: pick(s.label, lang),
		columns: 0,
		collapsed: false,
		lines: s.attributes.map((attribute) => ({ attribute, readOnly: false, hint: "", wide: false })),
	}));
}

// askedParts are the sections in which a new line is filled in: what is to be read only,
// and what is asked for before, is left out. Without a form they are the line's own.
export function askedParts(
	fit: Fit | undefined,
	attributes: readonly Attribute[],
	groups: readonly AttributeGroup[],
	type: string,
	t: Translate,
	lang: Lang,
): Part[] {
	const before = ["name", "project", "portfolio", type];
	return linePartsOf(fit, attributes, groups, fit?.asked ?? [], false, t, lang)
		.map((p) => ({
			...p,
			lines: p.lines.filter((l) => !l.attribute.read_only && !l.readOnly && !before.includes(l.attribute.key)),
		}))
		.filter((p) => p.lines.length > 0);
}

// nameOfForm is what a form is called, for the words of what it lets be read only.
export function nameOfForm(fit: Fit | undefined, lang: Lang): string {
	return pick(fit?.name, lang);
}
