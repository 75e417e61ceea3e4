import type { Attribute } from "../../api/types";
import type { Milestone } from "../../data/milestones";
import { type Day, dayFromISO } from "../../format/day";
import { type Lang, pick, type Translate } from "../../i18n/lang";
import type { ListColumn } from "../grid/list-column";
import { driftMark, driftOf, dueOf } from "./words";

type Words = { t: Translate; lang: Lang; today: Day; attributes: readonly Attribute[] };
export type MilestoneColumn = ListColumn<Milestone>;

// columnsFor are the columns of key dates, by key, in every list of them.
export function columnsFor({ t, lang, today, attributes }: Words): Record<string, MilestoneColumn> {
	const of = (key: string) => attributes.find((a) => a.key === key);
	const label = (key: string) => {
		const a = of(key);
		return a ? pick(a.label, lang) : key;
	};
	const may = (m: Milestone) => m.can_edit;
	const choice = (key: string, width: number): MilestoneColumn => ({
		key,
		label: label(key),
		kind: "choice",
		choices: of(key)?.choices ?? [],
		width,
		editable: may,
	});
	return {
		project: {
			key: "project",
			label: label("project"),
			text: (m) => m.project?.name ?? "",
			href: (m) => (m.project ? `/project/${m.project.id}` : null),
			width: 240,
			grow: true,
			pinned: true,
		},
		name: { key: "name", label: label("name"), strong: true, width: 200, grow: true, editable: may },
		type: choice("type", 140),
		date: { key: "date", label: label("date"), kind: "date", width: 112, editable: may },
		baseline: { key: "baseline", label: label("baseline"), kind: "date", width: 112, editable: may, wide: true },
		drift: {
			key: "drift",
			label: label("drift"),
			mark: (m) => driftMark(m, t),
			order: driftOf,
			width: 156,
		},
		due: {
			key: "due",
			label: t("milestone.due.title"),
			mark: (m) => dueOf(m, today, t),
			order: (m) => dayFromISO(m.status === "done" ? m.done_on : m.date) || null,
			width: 190,
		},
		status: choice("status", 110),
		contractual: {
			key: "contractual",
			label: label("contractual"),
			kind: "yes_no",
			width: 104,
			editable: may,
			wide: true,
		},
		comment: { key: "comment", label: label("comment"), kind: "long_text", width: 200, editable: may, wide: true },
		manager: { key: "manager", label: label("manager"), kind: "user", width: 150, wide: true },
		unit: { key: "unit", label: label("unit"), kind: "unit", width: 170, wide: true },
	};
}
