import type { Attribute } from "../../api/types";
import { type AttributeGroup, inGroups } from "../../data/attribute-groups";
import type { Fit } from "../../data/forms";
import { type Lang, pick, type Translate } from "../../i18n/lang";

// Part is what stands on the page of a project under one heading.
export type Part = {
	id: string;
	title: string;
	// columns: of a form; 0 where the page flows by itself
	columns: number;
	collapsed: boolean;
	lines: PartLine[];
};

export type PartLine = { attribute: Attribute; readOnly: boolean; hint: string; wide: boolean };

const plain = (attribute: Attribute): PartLine => ({ attribute, readOnly: false, hint: "", wide: false });

// catalogueParts are the groups of attributes, where no form fits.
export function catalogueParts(
	attributes: readonly Attribute[],
	groups: readonly AttributeGroup[],
	t: Translate,
	lang: Lang,
): Part[] {
	return inGroups(attributes, groups).map((g) => ({
		id: g.key || "none",
		title: g.label ? pick(g.label, lang) : t("project.form.others"),
		columns: 0,
		collapsed: false,
		lines: g.attributes.map(plain),
	}));
}

// formParts are the sections of a form; then, where all are wanted, the attributes
// that it leaves out; last, what is asked for and stands in no section. What is asked
// for and stands in one is filled in there, also where it is to be read only.
export function formParts(
	fit: Fit,
	attributes: readonly Attribute[],
	asked: readonly string[],
	all: boolean,
	t: Translate,
	lang: Lang,
): Part[] {
	const of = new Map(attributes.map((a) => [a.key, a]));
	const held = new Set<string>();
	const parts = fit.sections.map((s, i): Part => {
		const lines = s.fields.flatMap((l) => {
			const attribute = of.get(l.attribute);
			if (!attribute) return [];
			held.add(attribute.key);
			return [
				{
					attribute,
					readOnly: l.read_only === true && !asked.includes(l.attribute),
					hint: pick(l.hint, lang),
					wide: l.wide === true,
				},
			];
		});
		return {
			id: `form-${i}`,
			title: pick(s.title, lang),
			columns: s.columns,
			collapsed: s.collapsed === true,
			lines,
		};
	});
	const wanted = attributes.filter((a) => asked.includes(a.key) && !held.has(a.key));
	const others = all ? attributes.filter((a) => !held.has(a.key) && !wanted.includes(a)) : [];
	const last = (id: string, title: string, some: readonly Attribute[]): Part => ({
		id,
		title,
		columns: 2,
		collapsed: false,
		lines: some.map(plain),
	});
	return [
		...parts,
		last("others", t("project.form.others"), others),
		last("asked", t("project.form.asked"), wanted),
	].filter((p) => p.lines.length > 0);
}
