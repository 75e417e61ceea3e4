import type { Group } from "./rows";

// Lines are what a grouped list shows: a line for each group, and under those
// that are open one for each row. Rows keep the order of the server, in which
// the groups follow one another.
export type GroupLine = { id: string; at: number; from: number; count: number; open: boolean; group: Group };

export type Run = { line: number; from: number; count: number };

export class Lines {
	readonly count: number;
	readonly groups: readonly GroupLine[];

	constructor(groups: readonly Group[], folded: ReadonlySet<string>) {
		let at = 0;
		let from = 0;
		this.groups = groups.map((group) => {
			const id = groupId(group.value);
			const open = !folded.has(id);
			const line = { id, at, from, count: group.count, open, group };
			at += 1 + (open ? group.count : 0);
			from += group.count;
			return line;
		});
		this.count = at;
	}

	// headers are the group lines from one line up to another.
	headers(from: number, to: number): GroupLine[] {
		return this.groups.filter((g) => g.at >= from && g.at < to);
	}

	// runs are the rows to fetch for the lines from one up to another: where the
	// first of each stands, and from which row on how many.
	runs(from: number, to: number): Run[] {
		const out: Run[] = [];
		for (const g of this.groups) {
			if (!g.open) continue;
			const first = Math.max(from, g.at + 1);
			const end = Math.min(to, g.at + 1 + g.count);
			if (first < end) out.push({ line: first, from: g.from + first - g.at - 1, count: end - first });
		}
		return out;
	}
}

// groupId names a group by its value, the same whatever the order.
export function groupId(value: unknown): string {
	const plain = value && typeof value === "object" && "id" in value ? value.id : value;
	return `group:${JSON.stringify(plain ?? null)}`;
}

// merged joins runs whose rows follow one another, so that each is one question.
export function merged(runs: readonly Run[]): { from: number; count: number }[] {
	const out: { from: number; count: number }[] = [];
	for (const { from, count } of runs) {
		const last = out.at(-1);
		if (last && last.from + last.count === from) last.count += count;
		else out.push({ from, count });
	}
	return out;
}
