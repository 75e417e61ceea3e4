import { describe, expect, test } from "vitest";
import charts from "../../../testdata/schedule/weeks.json";
import { Calendar, type Shift, type Work } from "./calendar";
import type { Item, Network } from "./order";
import {
	type Activity,
	activity,
	type Constraint,
	type LagKind,
	type Link,
	type LinkType,
	microsoftProject,
	type Plan,
	perDay,
	primaveraP6,
	type Rules,
	type Time,
} from "./plan";
import { datesOf, scheduled } from "./schedule";

// The week charts are read and drawn as the server does (engine/schedule/weeks_test.go,
// which says how they are written).

interface Chart {
	name: string;
	rules?: string;
	status?: string;
	until?: string;
	tasks: string[];
	chart?: string[];
	circle?: string[];
}

const firstMonday = 739621; // 2026-01-05
const opens = 8 * 60;
const closes = 17 * 60;
const full: Shift[] = [
	{ from: opens, to: 12 * 60 },
	{ from: 13 * 60, to: closes },
];

const week = (of: (day: number) => Shift[]) => Array.from({ length: 7 }, (_, d) => of(d));
const works: Record<string, Work> = {
	usual: { week: week((d) => (d < 5 ? full : [])) },
	seven: { week: week(() => full) },
	holiday: {
		week: week((d) => (d < 5 ? full : [])),
		exceptions: [{ from: firstMonday + 2, until: firstMonday + 2, shifts: [] }],
	},
	mornings: { week: week((d) => (d < 5 ? full.slice(0, 1) : [])) },
	half: { week: week((d) => (d < 3 ? full : [])) },
};
const calendarNames = Object.keys(works);
const calendars = Object.values(works).map((w) => new Calendar(w));

// when reads 2Wed: the beginning of work on that day, or its end.
function when(text: string, ends: boolean): Time {
	const weekday = "MonTueWedThuFriSatSun".indexOf(text.slice(1)) / 3;
	return (firstMonday + (Number(text[0]) - 1) * 7 + weekday) * perDay + (ends ? closes : opens);
}

function length(text: string): [number, LagKind] {
	const n = Number.parseInt(text, 10);
	if (text.endsWith("ed")) return [n * 1440, "elapsed"];
	if (text.endsWith("d")) return [n * 480, "working"];
	return text.endsWith("h") ? [n * 60, "working"] : [n * 100, "percent"];
}

// The words of the rules of a chart, as the server reads them.
const options: Record<string, Partial<Rules>> = {
	p6: primaveraP6,
	longest: { longest: true },
	override: { progress: "override" },
	actual: { progress: "actual" },
	successor: { lagOn: "successor" },
	project: { lagOn: "project" },
	always: { lagOn: "always" },
	"start-float": { float: "start" },
	smaller: { float: "smaller" },
};

function rulesOf({ rules = "" }: Chart): Rules {
	return Object.assign({}, microsoftProject, ...rules.split(" ").map((word) => options[word]));
}

function planOf(chart: Chart): Plan {
	const number = new Map(chart.tasks.map((task, i) => [nameOf(task), i]));
	const links: Link[] = [];
	const activities = chart.tasks.map((task, to): Activity => {
		const [, duration = "", ...words] = task.split(" ");
		const [minutes, kind] = length(duration);
		const a = activity({ duration: minutes, elapsed: kind === "elapsed" });
		for (let k = 0; k < words.length; k++) {
			const word = words[k] ?? "";
			const waits = /^<(\w+)(?::(FS|SS|FF|SF))?([+-]\d+(?:ed|d|h|%))?$/.exec(word);
			const limit = /^(SNET|SNLT|FNET|FNLT|MSO|MFO)=(\w+)$/.exec(word);
			if (waits) {
				const [lag, lagKind] = waits[3] ? length(waits[3]) : ([0, "working"] as const);
				links.push({ from: number.get(waits[1] ?? "") ?? -1, to, type: (waits[2] ?? "FS") as LinkType, lagKind, lag });
			} else if (limit) {
				a.constraint = limit[1] as Constraint;
				a.date = when(limit[2] ?? "", /^F|^MFO/.test(word));
			} else if (word === "ALAP") a.constraint = "ALAP";
			else read(a, word, words[++k] ?? "", number);
		}
		return a;
	});
	return {
		calendars,
		activities,
		links,
		start: firstMonday * perDay + opens,
		finish: chart.until ? when(chart.until, true) : 0,
		status: chart.status ? when(chart.status, false) : 0,
		calendar: 0,
		rules: rulesOf(chart),
	};
}

function read(a: Activity, word: string, said: string, number: Map<string, number>) {
	if (word === "in") a.parent = number.get(said) ?? -1;
	else if (word === "on") a.calendar = calendarNames.indexOf(said);
	else if (word === "began") a.actualStart = when(said, false);
	else if (word === "done") a.actualFinish = when(said, true);
	else if (word === "left") a.remaining = length(said)[0];
	else if (word === "by") a.deadline = when(said, true);
	else if (word === "pinned") a.pinnedStart = when(said, false);
	else throw new Error(`what is ${word}?`);
}

const nameOf = (task: string) => task.split(" ")[0] ?? "";

function drawn(chart: Chart, n: Network): string[] {
	const dates = n.items.map((item) => datesOf(n, item));
	const last = Math.max(...dates.map((d) => Math.max(d.earlyFinish, d.lateFinish) - 1));
	const weeks = Math.max(1, Math.floor((Math.floor(last / perDay) - firstMonday) / 7) + 1);
	return n.items.map((item, i) => {
		let line = `${nameOf(chart.tasks[i] ?? "")} `;
		for (let at = 0; at < weeks * 7; at++) {
			if (at > 0 && at % 7 === 0) line += " ";
			line += letter(n, item, (firstMonday + at) * perDay);
		}
		return line;
	});
}

function letter(n: Network, item: Item, from: Time): string {
	const to = from + perDay;
	const d = datesOf(n, item);
	const c = n.plan.calendars[item.activity.calendar] as Calendar;
	const { elapsed } = item.activity;
	const worked = (a: Time, b: Time) => c.between(Math.max(from, a), Math.min(to, b)) > 0;
	if (d.earlyStart === d.earlyFinish) {
		if (from <= d.earlyStart && d.earlyStart < to) return d.critical ? "M" : "m";
	} else if (d.earlyStart < to && d.earlyFinish > from && (elapsed || worked(d.earlyStart, d.earlyFinish))) {
		return d.critical ? "#" : "=";
	}
	if (!elapsed && c.between(from, to) === 0) return "_";
	const late = d.earlyFinish < to && d.lateFinish > from && d.totalFloat > 0;
	return late && worked(d.earlyFinish, d.lateFinish) ? "~" : ".";
}

describe("the week charts are computed as on the server", () => {
	test.each(charts as Chart[])("$name", (chart) => {
		const n = scheduled(planOf(chart));
		if ("cycle" in n) expect(n.cycle.map((i) => nameOf(chart.tasks[i] ?? ""))).toEqual(chart.circle);
		else expect(drawn(chart, n)).toEqual(chart.chart);
	});
});
