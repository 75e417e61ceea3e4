import type { Compared } from "../../../data/baselines";
import { dayFromISO } from "../../../format/day";
import type { PlanItem } from "../../../views/gantt/items";
import { timeOf } from "../read";

// basedOn are the lines of a plan with the dates that they have in a baseline. What was
// added since has none there. A milestone stands in the reference where its key date says.
export function basedOn(items: readonly PlanItem[], baseline: Compared | undefined): readonly PlanItem[] {
	if (!baseline) return items;
	const was = new Map((baseline.lines ?? []).map((line) => [line.id, line.was] as const));
	return items.map((item) => {
		const then = was.get(item.id);
		if (then && baseline.reference && item.kind === "milestone" && item.baseFinish) return item;
		if (!then) return { ...item, baseStart: 0, baseFinish: 0 };
		const noon = dayFromISO(then.date) * 1440 + 720;
		if (item.kind === "milestone" && then.date) return { ...item, baseStart: noon, baseFinish: noon };
		return { ...item, baseStart: timeOf(then.start), baseFinish: timeOf(then.finish) };
	});
}
