import { useMemo } from "react";
import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import type { PlanShown } from "../../data/plans";
import { type Lang, pick } from "../../i18n/lang";
import type { PlanItem } from "../../views/gantt/items";
import type { ListColumn } from "../../views/grid/list-column";

// PlanAttribute is an attribute of the catalogue that lines of a plan have.
export type PlanAttribute = {
	// of: as phases and tasks have it
	of: Attribute;
	// date: as milestones have it, which are key dates; absent where these do not
	date: Attribute | undefined;
	// locked: the person may read it here and not write it
	locked: boolean;
	// dateLocked: that of milestones
	dateLocked: boolean;
};

const prefix = "values.";

// attributeAt is the attribute of a column; none where the column is one of plans.
export const attributeAt = (column: string) => (column.startsWith(prefix) ? column.slice(prefix.length) : "");

// usePlanAttributes are those that people added to tasks, in the order of the catalogue.
export function usePlanAttributes(plan: PlanShown): PlanAttribute[] {
	const tasks = useAttributes("task").data;
	const own = useMemo(() => (tasks ?? []).filter((a) => !a.core), [tasks]);
	const dates = useAttributes("milestone", own.length > 0).data;
	const { locked_values: locked, locked_date_values: datesLocked } = plan;
	return useMemo(
		() =>
			own.map((of) => ({
				of,
				date: dates?.find((d) => d.key === of.key && d.kind === of.kind),
				locked: locked?.includes(of.key) ?? false,
				dateLocked: datesLocked?.includes(of.key) ?? false,
			})),
		[own, dates, locked, datesLocked],
	);
}

// has tells whether a line has an attribute at all: a milestone may not.
export const has = (line: { values?: Readonly<Record<string, unknown>> }, key: string) => key in (line.values ?? {});

// attributeOn is an attribute as a kind of line has it.
export function attributeOn(a: PlanAttribute, kind: PlanItem["kind"]): Attribute {
	return kind === "milestone" && a.date ? a.date : a.of;
}

// isLocked tells whether a person may not write an attribute of a kind of line.
export const isLocked = (a: PlanAttribute, kind: PlanItem["kind"]) => (kind === "milestone" ? a.dateLocked : a.locked);

// valueColumns are the columns of attributes, after those of plans themselves.
export function valueColumns(attributes: readonly PlanAttribute[], lang: Lang): ListColumn<PlanItem>[] {
	return attributes.map((a) => ({
		key: prefix + a.of.key,
		label: pick(a.of.label, lang),
		kind: a.of.kind,
		unit: a.of.unit,
		choices: together(a),
		wide: true,
		sortable: false,
		value: (i) => i.values?.[a.of.key] ?? null,
		editable: (i) => !isLocked(a, i.kind) && has(i, a.of.key),
		offer: (i, attribute, show) => show({ ...attribute, choices: attributeOn(a, i.kind).choices }),
	}));
}

// together are the values of the lists of tasks and of key dates.
function together(a: PlanAttribute): Attribute["choices"] {
	const known = new Set(a.of.choices.map((c) => c.key));
	return [...a.of.choices, ...(a.date?.choices ?? []).filter((c) => !known.has(c.key))];
}
