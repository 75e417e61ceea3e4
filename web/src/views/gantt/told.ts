import type { Effect, Outcome } from "../../engine/gantt/effect";
import type { Translate } from "../../i18n/lang";
import type { PlanItem } from "./items";
import { signedDays, spanOfDates } from "./words";

// Told is what a gesture would do, in words, before it is done.
export type Told = {
	title: string;
	// change: the dates before and after
	change: string;
	// consequence: what else moves
	consequence: string;
	// warning: what does not go as asked, or touches a promise
	warning: string;
	refused: boolean;
};

// told says what would come of a gesture.
export function told(item: PlanItem, outcome: Outcome, items: readonly PlanItem[], t: Translate): Told {
	const nothing: Told = { title: item.name, change: "", consequence: "", warning: "", refused: true };
	if ("refused" in outcome) return { ...nothing, warning: t(`gantt.refused.${outcome.refused}`) };
	if ("cycle" in outcome) {
		const names = [...outcome.cycle, ...outcome.cycle.slice(0, 1)].map((at) => items[at]?.name ?? "");
		return { ...nothing, warning: t("gantt.refused.cycle", { names: names.join(" → ") }) };
	}
	return {
		title: item.name,
		change: changeOf(item, outcome, items, t),
		consequence: consequenceOf(outcome, t),
		warning: warningOf(outcome, t),
		refused: false,
	};
}

function changeOf(item: PlanItem, { wish, own }: Effect, items: readonly PlanItem[], t: Translate): string {
	if (wish.do === "progress") {
		return t("gantt.change.progress", { from: String(item.progress), to: String(Math.round(wish.progress * 100)) });
	}
	if (wish.do === "link") {
		const to = items[wish.to]?.name ?? "";
		return t("gantt.change.link", { from: item.name, to, type: t(`gantt.link.${wish.type}`) });
	}
	if (!own) return spanOfDates(item.start, item.finish);
	return `${spanOfDates(own.wasStart, own.wasFinish)} → ${spanOfDates(own.start, own.finish)}`;
}

// consequenceOf is what else moves: "moves 14 tasks, 2 milestones; end +3 d".
export function consequenceOf({ tasks, milestones, end }: Effect, t: Translate): string {
	const both = tasks > 0 && milestones > 0;
	const moved = both
		? t("gantt.moves.both", { tasks, milestones })
		: tasks > 0
			? t("gantt.moves.tasks", { tasks })
			: milestones > 0
				? t("gantt.moves.milestones", { milestones })
				: t("gantt.moves.none");
	const ends = end === 0 ? t("gantt.end.same") : t("gantt.end.moved", { days: signedDays(end, t) });
	return t("gantt.consequence", { moved, ends });
}

function warningOf(effect: Effect, t: Translate): string {
	const said: string[] = [];
	if (effect.held) said.push(t("gantt.held"));
	if (effect.contractual > 0) said.push(t("gantt.contractual", { count: effect.contractual }));
	return said.join(" ");
}
