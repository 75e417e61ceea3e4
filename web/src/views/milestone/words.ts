import type { Milestone } from "../../data/milestones";
import { type Day, dayFromISO, formatDay } from "../../format/day";
import type { Translate } from "../../i18n/lang";
import type { IconName } from "../../ui/icon-shapes";

// driftOf is the drift in days, null where nothing was promised.
export function driftOf(m: Pick<Milestone, "drift">): number | null {
	return m.drift === null || m.drift === undefined ? null : Number(m.drift);
}

// driftMark is the drift with an arrow and words, null where nothing was promised.
export function driftMark(m: Pick<Milestone, "drift">, t: Translate): { icon: IconName; word: string } | null {
	const days = driftOf(m);
	if (days === null) return null;
	return { icon: days > 0 ? "up" : days < 0 ? "down" : "same", word: driftText(m, t) };
}

// driftText says by how much a key date lies beside what was promised: "+12 d late".
export function driftText(m: Pick<Milestone, "drift">, t: Translate): string {
	const days = driftOf(m);
	if (days === null) return "";
	if (days === 0) return t("milestone.drift.none");
	return days > 0 ? t("milestone.drift.later", { count: days }) : t("milestone.drift.earlier", { count: -days });
}

export type Due = { icon: IconName; word: string; tone: "late" | "soon" | "quiet" };

// dueOf says how a key date stands on a day: late by so much, in so many days,
// reached, dropped. null is one without a date.
export function dueOf(m: Pick<Milestone, "status" | "done_on" | "date">, today: Day, t: Translate): Due | null {
	if (m.status === "done") {
		const on = formatDay(dayFromISO(m.done_on));
		return {
			icon: "check",
			word: on ? t("milestone.due.done", { date: on }) : t("milestone.due.doneBefore"),
			tone: "quiet",
		};
	}
	if (m.status === "dropped") return { icon: "close", word: t("milestone.due.dropped"), tone: "quiet" };
	const date = dayFromISO(m.date);
	if (!date) return null;
	const left = date - today;
	if (left < 0) return { icon: "warning", word: t("milestone.due.late", { count: -left }), tone: "late" };
	if (left === 0) return { icon: "clock", word: t("milestone.due.today"), tone: "soon" };
	return { icon: "clock", word: t("milestone.due.in", { count: left }), tone: left <= 30 ? "soon" : "quiet" };
}
