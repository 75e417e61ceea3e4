import type { Id } from "../../api/types";
import type { At, Outcome, Outcomes, Review } from "./types";

// pagesOf are the pages of a review, in order: the opening, one for each project,
// the end.
export function pagesOf(r: Pick<Review, "items">): At[] {
	return ["opening", ...r.items.map((i) => i.project.id), "end"];
}

// step is the page so many pages on; the ends hold.
export function step(pages: readonly At[], at: At, by: number): At {
	const now = Math.max(0, pages.indexOf(at));
	return pages[Math.min(pages.length - 1, Math.max(0, now + by))] ?? at;
}

// jump is the page of a number that was typed: 0 is the opening, and a number
// beyond the agenda is the end.
export function jump(pages: readonly At[], typed: string): At | null {
	if (!/^\d{1,3}$/.test(typed)) return null;
	return pages[Math.min(Number(typed), pages.length - 1)] ?? null;
}

// moved is a list with one of its entries at another place.
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
	const out = [...list];
	const [entry] = out.splice(from, 1);
	if (entry !== undefined) out.splice(to, 0, entry);
	return out;
}

// planned is how long an agenda takes, in minutes.
export function planned(r: Pick<Review, "items" | "minutes">): number {
	return r.items.reduce((sum, i) => sum + (i.minutes || r.minutes), 0);
}

// clock writes a duration: "1 h 25", "45 min", "0:07" while it runs.
export function clock(seconds: number): string {
	const late = seconds < 0 ? "−" : "";
	const s = Math.abs(Math.trunc(seconds));
	return `${late}${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

// currentOf is an earlier decision or action as it stands now: the frozen one,
// unless it was changed since.
export function currentOf(frozen: Outcome, now: Outcomes | undefined): { outcome: Outcome; touched: boolean } {
	const touched = now?.touched.find((o) => o.id === frozen.id && o.register === frozen.register);
	return touched ? { outcome: touched, touched: true } : { outcome: frozen, touched: false };
}

export function outcomesOf(all: Outcomes | undefined, project: Id | null): Outcome[] {
	return (all?.items ?? []).filter((o) => (o.project?.id ?? null) === project);
}
