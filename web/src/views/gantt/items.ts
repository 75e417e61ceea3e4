import type { Bar, Line, Tie } from "../../engine/gantt/model";
import type { LinkType, Time } from "../../engine/gantt/plan";
import type { Tone } from "../../engine/gantt/shapes";
import type { GridRow } from "../../engine/grid/model";
import type { Day } from "../../format/day";

// PlanItem is one line of a plan as the grid and the timeline show it. Times are local
// minutes, 0 for none; lengths are minutes of work.
export type PlanItem = {
	id: string;
	parent: string | null;
	// at: its place in the network, which is that of the tree
	at: number;
	wbs: string;
	name: string;
	kind: Bar["kind"];
	start: Time;
	finish: Time;
	duration: number;
	// progress: 0 to 100
	progress: number;
	critical: boolean;
	totalFloat: number;
	freeFloat: number;
	// waits: predecessors as people write them, "12FS+3d"
	waits: string;
	baseStart: Time;
	baseFinish: Time;
	deadline: Time;
	pinned: boolean;
	contractual: boolean;
	// begun: it has an actual start, so that its dates stay
	begun: boolean;
	// effort: minutes of work, 0 for none
	effort?: number;
	// constraint: as the API names it; on: its day, 0 for none
	constraint?: string;
	on?: Day;
	// calendar: its own, "" for that of the plan
	calendar?: string;
	// responsible: who sees to it
	responsible?: { id: string; name: string };
	// resources: who works on it as people write it, "Anne; Paul[50%]"
	resources?: string;
	// values: of the attributes of the catalogue that it has, by key, as the API gives them
	values?: Readonly<Record<string, unknown>>;
	// tone: the colour of what it is of; raised: as Bar has it
	tone?: Tone | undefined;
	raised?: boolean;
};

export type PlanLink = { from: string; to: string; type: LinkType };

export function barOf(item: PlanItem): Bar {
	return {
		id: item.id,
		kind: item.kind,
		name: item.name,
		start: item.start,
		finish: item.finish,
		progress: item.progress / 100,
		critical: item.critical,
		baseStart: item.baseStart,
		baseFinish: item.baseFinish,
		deadline: item.deadline,
		pinned: item.pinned,
		contractual: item.contractual,
		...(item.tone ? { tone: item.tone } : {}),
		...(item.raised ? { raised: true } : {}),
	};
}

// linesOf are the rows of the timeline for those of the grid: a folded phase shows the
// milestones in it as well. What has no dates yet has no bar.
export function linesOf(rows: readonly GridRow[], items: readonly PlanItem[]): Line[] {
	const kids = new Map<string, PlanItem[]>();
	for (const item of items) {
		if (!item.parent) continue;
		const list = kids.get(item.parent);
		if (list) list.push(item);
		else kids.set(item.parent, [item]);
	}
	const milestones = (id: string): Bar[] =>
		(kids.get(id) ?? []).flatMap((kid) => (kid.kind === "milestone" && kid.finish ? [barOf(kid)] : milestones(kid.id)));
	return rows.map((row) => {
		const item = row.data as PlanItem;
		const own = item.finish ? [barOf(item)] : [];
		if (row.expanded !== false) return { id: row.id, bars: own };
		const folded = milestones(row.id);
		return { id: row.id, bars: [...own, ...(item.raised ? folded.map((bar) => ({ ...bar, raised: true })) : folded)] };
	});
}

// tiesOf are the links between what is shown: what is folded is linked by the phase
// that shows it.
export function tiesOf(links: readonly PlanLink[], lines: readonly Line[], items: readonly PlanItem[]): Tie[] {
	const shown = new Set(lines.flatMap((line) => line.bars.map((bar) => bar.id)));
	const byId = new Map(items.map((item) => [item.id, item]));
	const seenBy = (id: string): string | undefined => {
		let at: string | null | undefined = id;
		while (at && !shown.has(at)) at = byId.get(at)?.parent;
		return at ?? undefined;
	};
	const out = new Map<string, Tie>();
	for (const { from, to, type } of links) {
		const a = seenBy(from);
		const b = seenBy(to);
		if (!a || !b || a === b) continue;
		const critical = byId.get(from)?.critical === true && byId.get(to)?.critical === true;
		out.set(`${a} ${b} ${type}`, { from: a, to: b, type, critical });
	}
	return [...out.values()];
}

// startOf is where one looks first: today, or the start of a plan that lies elsewhere.
export function startOf(items: readonly PlanItem[], today: Day): Day {
	const days = items.filter((i) => i.start).map((i) => [i.start / 1440, i.finish / 1440] as const);
	if (days.length === 0) return today;
	const from = Math.min(...days.map((d) => d[0]));
	const to = Math.max(...days.map((d) => d[1]));
	return today >= from && today <= to ? today : Math.floor(from) + 20;
}
