import type { Row } from "../../api/types";
import type { Roadmap } from "../../data/roadmap";
import { perDay } from "../../engine/gantt/plan";
import type { Tone } from "../../engine/gantt/shapes";
import type { GridRow } from "../../engine/grid/model";
import { type Day, dayFromISO } from "../../format/day";
import type { PlanItem, PlanLink } from "../gantt/items";

// RoadItem is a line of a roadmap: a group, a project, a phase or a milestone.
export type RoadItem = PlanItem & {
	is: "group" | "project" | "phase" | "date";
	// project: that which it is, or is of
	project: string;
	row?: Row;
	late?: boolean;
};

// Read says what of a project stands on the axis.
export type Read = {
	start: (row: Row) => Day;
	end: (row: Row) => Day;
	baseStart: (row: Row) => Day;
	baseEnd: (row: Row) => Day;
	progress: (row: Row) => number;
	tone: (row: Row) => Tone | undefined;
};

const opening = (day: Day) => (day ? day * perDay : 0);
// noon of a day is on it, wherever its work begins and ends
const closing = (day: Day) => (day ? day * perDay + 720 : 0);

function timeOf(text: string): number {
	const [date, clock = "00:00"] = text.split("T");
	const day = dayFromISO(date);
	const [hour = 0, minute = 0] = clock.split(":").map(Number);
	return day && day * perDay + hour * 60 + minute;
}

const plain = {
	duration: 0,
	critical: false,
	totalFloat: 0,
	freeFloat: 0,
	waits: "",
	wbs: "",
	baseStart: 0,
	baseFinish: 0,
	deadline: 0,
	pinned: false,
	contractual: false,
	begun: false,
	progress: 0,
	start: 0,
	finish: 0,
};

// roadItems are the lines of a roadmap: the groups and projects of a list as it has them,
// and under each project its phases and milestones.
export function roadItems(lines: readonly GridRow[], roadmap: Roadmap | undefined, read: Read): RoadItem[] {
	const out: RoadItem[] = [];
	const phases = byProject(roadmap?.phases ?? []);
	const dates = byProject(roadmap?.dates ?? []);
	const add = (item: Omit<RoadItem, "at">) => out.push({ ...item, at: out.length });
	// above: the line that holds the next one of each level
	const above: string[] = [];
	for (const line of lines) {
		const parent = above[line.level - 1] ?? null;
		above.length = line.level;
		if (line.kind === "group") {
			const id = `group ${line.id}`;
			above.push(id);
			add({ ...plain, id, parent, is: "group", kind: "phase", project: "", name: line.label ?? "", raised: true });
			continue;
		}
		const row = line.data as Row;
		above.push(row.id);
		const start = read.start(row);
		const end = read.end(row);
		add({
			...plain,
			id: row.id,
			parent,
			is: "project",
			kind: "task",
			project: row.id,
			row,
			name: String(row.name ?? ""),
			raised: true,
			start: opening(start || end),
			finish: closing(end || start),
			baseStart: opening(read.baseStart(row)),
			baseFinish: closing(read.baseEnd(row)),
			progress: read.progress(row),
			tone: read.tone(row),
		});
		inside(row.id, phases.get(row.id) ?? [], dates.get(row.id) ?? [], add);
	}
	return spanned(out);
}

type Phase = NonNullable<Roadmap["phases"]>[number];
type RoadDate = NonNullable<Roadmap["dates"]>[number];

function inside(
	project: string,
	phases: readonly Phase[],
	dates: readonly RoadDate[],
	add: (item: Omit<RoadItem, "at">) => void,
) {
	const known = new Set(phases.map((p) => p.id));
	const walk = (phase: string, parent: string, depth: number) => {
		for (const p of phases) {
			if ((p.parent && known.has(p.parent) ? p.parent : "") !== phase) continue;
			const [start, finish] = [timeOf(p.start), timeOf(p.finish)];
			add({ ...plain, id: p.id, parent, is: "phase", kind: "phase", project, name: p.name, start, finish });
			if (depth < 20) walk(p.id, p.id, depth + 1);
		}
		for (const d of dates) {
			if ((d.phase && known.has(d.phase) ? d.phase : "") !== phase) continue;
			const at = closing(dayFromISO(d.date));
			add({
				...plain,
				id: d.id,
				parent,
				is: "date",
				kind: "milestone",
				project,
				name: d.name,
				start: at,
				finish: at,
				baseFinish: closing(dayFromISO(d.baseline ?? "")),
				contractual: d.contractual === true,
				progress: d.status === "done" ? 100 : 0,
				...(d.late ? { late: true, tone: "--bad" as const } : {}),
			});
		}
	};
	walk("", project, 0);
}

// spanned gives groups the days from the first to the last of what they hold.
function spanned(items: RoadItem[]): RoadItem[] {
	const at = new Map(items.map((item, i) => [item.id, i]));
	for (let i = items.length - 1; i >= 0; i--) {
		const item = items[i];
		const up = items[at.get(item?.parent ?? "") ?? -1];
		if (!item?.finish || up?.is !== "group") continue;
		const start = up.start ? Math.min(up.start, item.start) : item.start;
		items[up.at] = { ...up, start, finish: Math.max(up.finish, item.finish) };
	}
	return items;
}

function byProject<T extends { project: string }>(all: readonly T[]): Map<string, T[]> {
	const out = new Map<string, T[]>();
	for (const one of all) {
		const there = out.get(one.project);
		if (there) there.push(one);
		else out.set(one.project, [one]);
	}
	return out;
}

// roadLinks are the links between projects: from a milestone or a phase where these are
// known, else from the phase in which a task stands, or from its project.
export function roadLinks(roadmap: Roadmap | undefined, items: readonly RoadItem[]): PlanLink[] {
	const known = new Set(items.map((item) => item.id));
	const end = (...ids: (string | undefined)[]) => ids.find((id) => id && known.has(id));
	return (roadmap?.links ?? []).flatMap((l) => {
		const from = end(l.from, l.from_phase, l.from_project);
		const to = end(l.to, l.to_phase, l.to_project);
		return from && to ? [{ from, to, type: l.type }] : [];
	});
}
