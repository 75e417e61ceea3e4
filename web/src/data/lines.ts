import type { Row } from "../api/types";
import type { GridRow, RowData } from "../engine/grid/model";
import type { Words } from "./project-rows";
import type { Group } from "./rows";

// Lines are what a grouped list shows: a line for each group, under those that
// are open the lines of the groups in it, and in the end one for each row. Rows
// keep the order of the server, in which the groups follow one another.
export type GroupLine = {
	id: string;
	at: number;
	// from, count: the rows of the group, folded ones included
	from: number;
	count: number;
	open: boolean;
	level: number;
	// parent: the line of the group it stands in
	parent: number | undefined;
	// order: its place among all groups, each before those in it
	order: number;
	group: Group;
};

export type Run = { line: number; from: number; count: number; parent: number; level: number };

export class Lines {
	readonly count: number;
	// groups: those whose line is shown, from the first line to the last
	readonly groups: readonly GroupLine[];
	// leaves: those of them whose rows are shown
	readonly #leaves: readonly GroupLine[];
	readonly #byLine = new Map<number, GroupLine>();
	readonly #folded: ReadonlySet<string>;

	constructor(groups: readonly Group[], folded: ReadonlySet<string>) {
		this.#folded = folded;
		const shown: GroupLine[] = [];
		this.count = this.#lay(groups, shown, { at: 0, from: 0, level: 0, path: "", order: { next: 0 } }).at;
		this.groups = shown;
		this.#leaves = shown.filter((g) => g.open && !g.group.groups?.length);
		for (const line of shown) this.#byLine.set(line.at, line);
	}

	#lay(groups: readonly Group[], shown: GroupLine[], start: Start): { at: number; from: number } {
		let { at, from } = start;
		for (const group of groups) {
			const id = groupId(group.value, start.path);
			const open = !this.#folded.has(id);
			const { level, parent } = start;
			shown.push({ id, at, from, count: group.count, open, level, parent, order: start.order.next++, group });
			const inside = { from, level: level + 1, path: id, parent: at, order: start.order };
			if (!open) start.order.next += countIn(group);
			at++;
			if (open && group.groups?.length) at = this.#lay(group.groups, shown, { ...inside, at }).at;
			else if (open) at += group.count;
			from += group.count;
		}
		return { at, from };
	}

	// header is the group whose line is this one.
	header(line: number): GroupLine | undefined {
		return this.#byLine.get(line);
	}

	// headers are the group lines from one line up to another.
	headers(from: number, to: number): GroupLine[] {
		const out: GroupLine[] = [];
		for (let i = after(this.groups, from); i < this.groups.length; i++) {
			const line = this.groups[i];
			if (!line || line.at >= to) break;
			out.push(line);
		}
		return out;
	}

	// runs are the rows to fetch for the lines from one up to another: where the
	// first of each stands, and from which row on how many.
	runs(from: number, to: number): Run[] {
		const out: Run[] = [];
		for (let i = Math.max(0, after(this.#leaves, from) - 1); i < this.#leaves.length; i++) {
			const g = this.#leaves[i];
			if (!g || g.at >= to) break;
			const first = Math.max(from, g.at + 1);
			const end = Math.min(to, g.at + 1 + g.count);
			const run = { line: first, from: g.from + first - g.at - 1, count: end - first };
			if (first < end) out.push({ ...run, parent: g.at, level: g.level + 1 });
		}
		return out;
	}
}

type Start = {
	at: number;
	from: number;
	level: number;
	path: string;
	parent?: number;
	order: { next: number };
};

// after is the place of the first group whose line is not before one.
function after(groups: readonly GroupLine[], line: number): number {
	let low = 0;
	let high = groups.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((groups[middle]?.at ?? 0) < line) low = middle + 1;
		else high = middle;
	}
	return low;
}

function countIn(group: Group): number {
	return (group.groups ?? []).reduce((n, g) => n + 1 + countIn(g), 0);
}

// groupId names a group by its value, and by the groups it stands in, the same
// whatever the order.
export function groupId(value: unknown, path = ""): string {
	const plain = value && typeof value === "object" && "id" in value ? value.id : value;
	return `${path || "group:"}/${JSON.stringify(plain ?? null)}`;
}

// groupsOf are the ids of all groups of some level, shown or not.
export function groupsOf(groups: readonly Group[], level: number, path = ""): string[] {
	return groups.flatMap((group) => {
		const id = groupId(group.value, path);
		return level === 0 ? [id] : groupsOf(group.groups ?? [], level - 1, id);
	});
}

// merged joins runs whose rows follow one another, so that each is one question.
export function merged(runs: readonly Pick<Run, "from" | "count">[]): { from: number; count: number }[] {
	const out: { from: number; count: number }[] = [];
	for (const { from, count } of runs) {
		const last = out.at(-1);
		if (last && last.from + last.count === from) last.count += count;
		else out.push({ from, count });
	}
	return out;
}

// dataLine is a row as a line of the grid.
export function dataLine(row: Row, level: number, parent?: number): GridRow {
	return { id: row.id, kind: "data", data: row, level, ...(parent === undefined ? {} : { parent }) };
}

// groupLine is a group as a line of the grid, with its totals.
export function groupLine({ id, group, open, level, parent, count }: GroupLine, data: RowData, words: Words): GridRow {
	const named = words.group(group.value, level);
	const label = group.partial ? (words.partial?.(named) ?? named) : named;
	const under = parent === undefined ? {} : { parent };
	return { id, kind: "group", data, level, ...under, expanded: open, label, count };
}

// linesBetween are the lines of the grid from one up to another: `at` is the row
// of a rank, where it has come.
export function linesBetween(
	lines: Lines,
	from: number,
	to: number,
	at: (rank: number) => Row | undefined,
	header: (line: GroupLine) => GridRow,
): GridRow[] {
	const end = Math.min(to, lines.count);
	const out: (GridRow | undefined)[] = new Array(Math.max(0, end - from));
	for (const line of lines.headers(from, end)) out[line.at - from] = header(line);
	for (const { line, from: rank, count, parent, level } of lines.runs(from, end)) {
		for (let i = 0; i < count; i++) {
			const row = at(rank + i);
			if (row) out[line + i - from] = dataLine(row, level, parent);
		}
	}
	return Array.from(out, (line, i) => line ?? { id: `gap:${from + i}`, kind: "data", data: {}, level: 1 });
}
