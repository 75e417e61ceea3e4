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

// sectionsOf puts every attribute of the catalogue into its section; those an
// administrator added come last, in their order.
export function sectionsOf(attributes: readonly Attribute[]): SectionOf[] {
	const placed = new Set(plan.flatMap((s) => s.keys));
	const rest = attributes.filter((a) => !placed.has(a.key));
	const found = plan.map(({ id, title, keys }) => ({
		id,
		title,
		attributes: keys.flatMap((key) => attributes.find((a) => a.key === key) ?? []),
	}));
	return [...found, { id: "more", title: "project.section.more" as const, attributes: rest }].filter(
		(s) => s.attributes.length > 0,
	);
}
