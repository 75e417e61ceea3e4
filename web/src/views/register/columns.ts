import type { Attribute } from "../../api/types";
import { mayChange, type RecordKind, type RecordRow } from "../../data/registers";
import { type Day, dayFromISO } from "../../format/day";
import { type Lang, pick, type Translate } from "../../i18n/lang";
import type { ListColumn } from "../grid/list-column";
import { driftMark, driftOf } from "../milestone/words";
import { specs } from "./kinds";
import { offerMoves } from "./offered";
import { criticalityMark, standingOf, stepText } from "./words";

type Words = {
	kind: RecordKind;
	t: Translate;
	lang: Lang;
	today: Day;
	attributes: readonly Attribute[];
	// project: to which lines belong that are typed here and not stored yet
	project?: string;
};
export type RecordColumn = ListColumn<RecordRow>;

const widths: Record<string, number> = {
	project: 200,
	name: 280,
	type: 140,
	kind: 120,
	status: 116,
	contractual: 104,
	probability: 140,
	impact: 128,
	criticality: 128,
	owner: 150,
	manager: 150,
	unit: 170,
	response: 240,
	note: 220,
	comment: 200,
};

// only what stands beside the list of a phone or a small window is left out there
const wide = new Set(["baseline", "contractual", "comment", "manager", "unit"]);

// columnsFor are the columns of a register, by key, in every list of it: those of
// the catalogue, and how each record stands.
export function columnsFor(words: Words): Record<string, RecordColumn> {
	const { kind, t, today } = words;
	const out: Record<string, RecordColumn> = {};
	for (const attribute of words.attributes) out[attribute.key] = columnOf(attribute, words);
	out.project = {
		...out.project,
		key: "project",
		label: out.project?.label ?? "",
		text: homeOf,
		order: (m) => homeOf(m).toLocaleLowerCase(),
		href: addressOfHome,
		width: widths.project,
		grow: true,
		pinned: true,
		editable: false,
	};
	const { date } = specs[kind];
	out.standing = {
		key: "standing",
		label: t("register.due"),
		mark: (m) => standingOf(kind, m, today, t),
		order: (m) => dayFromISO((m.done_on ?? m[date]) as string | null) || null,
		width: 176,
	};
	return out;
}

// ownColumns are those of the attributes that people added, for the end of a list.
export function ownColumns(all: Record<string, RecordColumn>, attributes: readonly Attribute[]): RecordColumn[] {
	return attributes.filter((a) => !a.core).flatMap((a) => all[a.key] ?? []);
}

function columnOf(attribute: Attribute, { kind, t, lang, attributes, project }: Words): RecordColumn {
	const { key } = attribute;
	const column: RecordColumn = {
		key,
		label: pick(attribute.label, lang),
		kind: attribute.kind,
		choices: attribute.choices ?? [],
		editable: attribute.read_only ? false : (m) => mayChange(m, key),
		...(widths[key] ? { width: widths[key] } : {}),
		...(wide.has(key) || !attribute.core ? { wide: true } : {}),
	};
	switch (key) {
		case "name":
			return { ...column, strong: true, grow: true };
		case "status":
			return { ...column, offer: offerMoves(kind, attributes, project) };
		case "drift":
			return {
				...column,
				mark: (m) => driftMark({ drift: m.drift as string | null }, t),
				order: (m) => driftOf({ drift: m.drift as string | null }),
				width: 156,
			};
		case "criticality":
			return {
				...column,
				mark: (m) => criticalityMark(m, t),
				order: (m) => (m.criticality ? Number(m.criticality) : null),
			};
		case "probability":
		case "impact":
			return { ...column, text: (m) => stepText(key, m[key], t) };
		default:
			return column;
	}
}

// homeOf is the name of what a record belongs to.
export function homeOf(m: RecordRow): string {
	return m.project?.name ?? m.portfolio ?? "";
}

// addressOfHome is where that is.
export function addressOfHome(m: RecordRow): string | null {
	if (m.project) return `/project/${m.project.id}`;
	return m.portfolio_id ? `/portfolio/${m.portfolio_id}` : null;
}
