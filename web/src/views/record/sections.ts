import type { Attribute } from "../../api/types";
import type { MessageKey } from "../../i18n/lang";

export type SectionOf = { id: string; title: MessageKey; attributes: Attribute[] };

const plan: { id: string; title: MessageKey; keys: string[] }[] = [
	{
		id: "identity",
		title: "project.section.identity",
		keys: [
			"code",
			"name",
			"description",
			"unit",
			"manager",
			"sponsor",
			"type",
			"stage",
			"priority",
			"programme",
			"axes",
			"tags",
		],
	},
	{ id: "health", title: "project.section.health", keys: ["weather", "light", "progress", "comment"] },
	{ id: "dates", title: "project.section.dates", keys: ["start", "end", "duration", "start_baseline", "end_baseline"] },
	{
		id: "costs",
		title: "project.section.costs",
		keys: ["total_cost", "total_cost_baseline", "actual_cost", "currency"],
	},
];

// sectionsOf puts every attribute of the catalogue into its section: the one the
// catalogue names, else the usual one, else the last. In each they stand in the
// order of the catalogue.
export function sectionsOf(attributes: readonly Attribute[]): SectionOf[] {
	const usual = new Map(plan.flatMap((s) => s.keys.map((key) => [key, s.id])));
	const all = [...plan, { id: "more", title: "project.section.more" as const }];
	const known = new Set(all.map((s) => s.id));
	const of = (a: Attribute) => (a.section && known.has(a.section) ? a.section : (usual.get(a.key) ?? "more"));
	return all
		.map(({ id, title }) => ({ id, title, attributes: attributes.filter((a) => of(a) === id) }))
		.filter((s) => s.attributes.length > 0);
}

// sectionNames are those that the catalogue may name.
export const sectionNames = [
	...plan.map((s) => ({ id: s.id, title: s.title })),
	{ id: "more", title: "project.section.more" as const },
];
