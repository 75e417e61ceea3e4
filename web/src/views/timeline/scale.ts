import { type Day, dateOf, dayOf } from "../../format/day";
import type { TimelineScale } from "../view-state";

// Span is the days that a timeline shows, both ends included, and how wide one is.
export type Span = { readonly from: Day; readonly to: Day; readonly perDay: number };

const perDay: Readonly<Record<TimelineScale, number>> = { month: 3.2, quarter: 1.3, year: 0.55 };

// spanOf shows whole years around some days, and never less than two of them.
export function spanOf(days: readonly Day[], today: Day, scale: TimelineScale): Span {
	const all = [...days, today].filter(Boolean);
	const first = dateOf(Math.min(...all)).getUTCFullYear();
	const last = Math.max(dateOf(Math.max(...all)).getUTCFullYear(), first + 1);
	return { from: dayOf(first, 1, 1), to: dayOf(last, 12, 31), perDay: perDay[scale] };
}

export function leftOf(span: Span, day: Day): number {
	return (day - span.from) * span.perDay;
}

export function widthOf(span: Span): number {
	return (span.to - span.from + 1) * span.perDay;
}

// dayAt is the day at a place: the inverse of leftOf.
export function dayAt(span: Span, left: number): Day {
	return Math.max(span.from, Math.min(span.to, span.from + Math.floor(left / span.perDay + 1e-9)));
}

export type Tick = { readonly day: Day; readonly year: number; readonly month: number };

// ticksOf are the first days of the parts that a scale shows.
export function ticksOf(span: Span, scale: TimelineScale): Tick[] {
	const step = { month: 1, quarter: 3, year: 12 }[scale];
	const out: Tick[] = [];
	const last = dateOf(span.to).getUTCFullYear();
	for (let year = dateOf(span.from).getUTCFullYear(); year <= last; year++) {
		for (let month = 1; month <= 12; month += step) out.push({ day: dayOf(year, month, 1), year, month });
	}
	return out;
}
