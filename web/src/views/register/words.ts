import type { RecordKind, RecordRow } from "../../data/registers";
import { type Day, dayFromISO, formatDay } from "../../format/day";
import type { MessageKey, Translate } from "../../i18n/lang";
import type { IconName } from "../../ui/icon-shapes";
import { type Due, dueOf } from "../milestone/words";
import { specs } from "./kinds";

const done: Partial<Record<RecordKind, string>> = { milestone: "done", action: "done", decision: "carried_out" };

// standingOf says how a record stands on a day: late by so much, due in so many
// days, done, dropped. null is one without a date.
export function standingOf(kind: RecordKind, m: RecordRow, today: Day, t: Translate): Due | null {
	const on = formatDay(dayFromISO(m.done_on as string | null));
	if (m.status === done[kind])
		return {
			icon: "check",
			word: on ? t(`register.${kind}.done`, { date: on }) : t(`register.${kind}.doneBefore`),
			tone: "quiet",
		};
	if (m.status === "dropped") return { icon: "close", word: t(`register.${kind}.dropped`), tone: "quiet" };
	return dueOf({ status: m.status, done_on: null, date: (m[specs[kind].date] as string | null) ?? null }, today, t);
}

export type Level = "low" | "medium" | "high" | "severe";

// levelOf is how much attention a criticality of 1 to 25 asks for; the server
// calls 12 and more high.
export function levelOf(criticality: number): Level {
	if (criticality >= 20) return "severe";
	if (criticality >= 12) return "high";
	return criticality >= 5 ? "medium" : "low";
}

const shapes: Record<Level, IconName> = {
	low: "light-green",
	medium: "light-amber",
	high: "light-amber-red",
	severe: "light-red",
};

// criticalityMark is a criticality with the light and the word of its level.
export function criticalityMark(m: RecordRow, t: Translate): { icon: IconName; word: string } | null {
	const n = Number(m.criticality ?? 0);
	if (!n) return null;
	const level = levelOf(n);
	return { icon: shapes[level], word: `${n} · ${t(`register.criticality.${level}`)}` };
}

// stepText is a step of probability or impact with its word: "4 · likely".
export function stepText(scale: "probability" | "impact", value: unknown, t: Translate): string {
	const n = Number(value ?? 0);
	return n >= 1 && n <= 5 ? `${n} · ${t(`register.${scale}.${n}` as MessageKey)}` : "";
}

// isPressing reports whether a record asks for attention: late, or critical.
export function isPressing(kind: RecordKind, m: RecordRow, today: Day, t: Translate): boolean {
	if (kind === "risk") return m.status === "open" && Number(m.criticality ?? 0) >= 12;
	return standingOf(kind, m, today, t)?.tone === "late";
}
