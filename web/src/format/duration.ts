import type { Translate } from "../i18n/lang";
import { langState } from "../i18n/lang";
import { decimalMark } from "./conventions";

// Measures are how many minutes of work a day and a week stand for.
export type Measures = { day: number; week: number };

// formatDuration writes minutes of work: in days where they make quarters of one, else
// in hours or minutes.
export function formatDuration(minutes: number, { day }: Measures, t: Translate): string {
	if ((minutes * 4) % day === 0) return t("gantt.length.days", { n: numberText(minutes / day) });
	if (minutes % 15 === 0) return t("gantt.length.hours", { n: numberText(minutes / 60) });
	return t("gantt.length.minutes", { n: numberText(minutes) });
}

function numberText(n: number): string {
	return String(n).replace(".", decimalMark(langState().lang));
}

const units: Readonly<Record<string, (m: Measures) => number>> = {
	"": (m) => m.day,
	j: (m) => m.day,
	jour: (m) => m.day,
	jours: (m) => m.day,
	d: (m) => m.day,
	day: (m) => m.day,
	days: (m) => m.day,
	s: (m) => m.week,
	sem: (m) => m.week,
	w: (m) => m.week,
	wk: (m) => m.week,
	h: () => 60,
	min: () => 1,
	m: () => 1,
};

// readDuration reads "5", "2,5 j", "3d", "4 h", "1 sem", "90 min" as minutes of work;
// null for anything else. A number alone counts days.
export function readDuration(text: string, measures: Measures): number | null {
	const found = /^(\d{1,6}(?:[.,]\d{1,4})?)\s*([a-z]*)\.?$/i.exec(text.replace(/[\u00a0\u202f]/g, " ").trim());
	const unit = units[(found?.[2] ?? "?").toLowerCase()];
	if (!found || !unit) return null;
	return Math.round(Number((found[1] ?? "").replace(",", ".")) * unit(measures));
}
