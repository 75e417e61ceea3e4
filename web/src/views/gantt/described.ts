import { driftOf } from "../../engine/gantt/bars";
import { dayOfFinish, dayOfStart } from "../../engine/gantt/model";
import { formatDay } from "../../format/day";
import type { Translate } from "../../i18n/lang";
import { barOf, type PlanItem } from "./items";

// described is what the timeline shows, for those who do not see it.
export function described(items: readonly PlanItem[], t: Translate): string {
	const dated = items.filter((i) => i.finish);
	if (dated.length === 0) return t("gantt.empty");
	const leaves = dated.filter((i) => i.kind !== "phase");
	return t("gantt.described", {
		start: formatDay(dayOfStart(Math.min(...dated.map((i) => i.start)))),
		end: formatDay(dayOfFinish(Math.max(...dated.map((i) => i.finish)))),
		tasks: leaves.filter((i) => i.kind === "task").length,
		milestones: leaves.filter((i) => i.kind === "milestone").length,
		critical: leaves.filter((i) => i.critical).length,
		late: leaves.filter((i) => driftOf(barOf(i)) > 0).length,
	});
}
