import { dayOfFinish, dayOfStart, type Words } from "../../engine/gantt/model";
import type { Time } from "../../engine/gantt/plan";
import { weekStart } from "../../format/conventions";
import { type Day, dateOf, formatDay } from "../../format/day";
import { formatNumber } from "../../format/number";
import type { LangState, Translate } from "../../i18n/lang";

// timelineWords are what the timeline says, in the language of the page.
export function timelineWords({ t, locale }: LangState): Words {
	const format = (options: Intl.DateTimeFormatOptions) => {
		const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
		const known = new Map<Day, string>();
		return (day: Day) => {
			const had = known.get(day);
			if (had !== undefined) return had;
			const said = made.format(dateOf(day));
			known.set(day, said);
			return said;
		};
	};
	const long = format({ month: "long", year: "numeric" });
	const short = format({ month: "short" });
	const narrow = format({ month: "narrow" });
	const weekdays = format({ weekday: "narrow" });
	return {
		weekStart: weekStart(),
		today: t("grid.timeline.today"),
		day: (day) => formatDay(day),
		shortDay: format({ day: "numeric", month: "short" }),
		weekday: (day) => `${weekdays(day)} ${dateOf(day).getUTCDate()}`,
		week: (number) => t("gantt.week", { n: String(number) }),
		month: (day, style) => (style === "long" ? long : style === "short" ? short : narrow)(day),
		quarter: (number) => t("grid.group.quarterOf", { n: String(number), year: "" }).trim(),
		drift: (days) => signedDays(days, t),
	};
}

// signedDays are days with their sign, "+12 d".
export function signedDays(days: number, t: Translate): string {
	const n = formatNumber(String(Math.abs(days)));
	return t("gantt.days", { n: `${days < 0 ? "−" : "+"}${n}` });
}

// spanOfDates is from when to when something is, in one or two days.
export function spanOfDates(start: Time, finish: Time): string {
	const from = dayOfStart(start);
	const to = Math.max(from, dayOfFinish(finish));
	return from === to ? formatDay(from) : `${formatDay(from)} – ${formatDay(to)}`;
}
