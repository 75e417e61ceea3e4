import type { Row } from "../api/types";
import type { GridRow } from "../engine/grid/model";
import { type GroupLine, groupLine, groupsOf, Lines, linesBetween, merged, type Run } from "./lines";
import type { Words } from "./project-rows";
import type { Group, Page, Totals } from "./rows";

type Read = (offset: number, limit: number, signal: AbortSignal, subtotals: string) => Promise<Page>;

// ahead is of how many groups the totals are asked for before it is known which
// are in view.
const ahead = 300;

// GroupedRows makes the lines of a grouped list out of the server's windows of
// rows. Which groups there are, and how many rows each holds, comes with every
// answer; folding one asks for nothing that was already read.
export class GroupedRows {
	readonly #read: Read;
	readonly #words: Words;
	readonly #folded = new Set<string>();
	readonly #totals = new Map<string, Totals>();
	// #ranked: rows by their place in the server's order
	readonly #ranked = new Map<number, Row>();
	#groups: readonly Group[] = [];
	// #asked: the groups are those of now, also where there are none
	#asked = false;
	#lines: Lines | null = null;

	constructor(read: Read, words: Words) {
		this.#read = read;
		this.#words = words;
	}

	// forget lets go of what was read: the list has changed.
	forget(): void {
		this.#ranked.clear();
		this.#totals.clear();
		this.#asked = false;
	}

	// update takes in a row that was written.
	update(row: Row): void {
		for (const [rank, known] of this.#ranked) if (known.id === row.id) this.#ranked.set(rank, row);
	}

	// header is the line of a group, known whatever has been read of its rows.
	header(index: number): GridRow | undefined {
		const line = this.#lines?.header(index);
		return line && this.#groupLine(line);
	}

	toggle(id: string): void {
		if (!this.#folded.delete(id)) this.#folded.add(id);
		this.#lay();
	}

	// fold closes all groups of a level, or opens it and those above.
	fold(level: number, closed: boolean): void {
		for (let at = 0; at <= level; at++) {
			for (const id of groupsOf(this.#groups, at)) {
				if (!closed) this.#folded.delete(id);
				else if (at === level) this.#folded.add(id);
			}
		}
		this.#lay();
	}

	// load answers some lines. Where the groups have moved since they were last
	// heard of, it asks again.
	async load(from: number, to: number, signal: AbortSignal): Promise<{ rows: GridRow[]; total: number }> {
		for (let tries = 0; ; tries++) {
			const before = this.#lines;
			const runs = before?.runs(from, to) ?? [{ line: from, from: 0, count: to - from, parent: 0, level: 0 }];
			const lacking = merged(runs.flatMap((run) => this.#lacking(run)));
			if (!lacking.length && (!before || !this.#asked || this.#lacksTotals(before, from, to)))
				lacking.push({ from: 0, count: 1 });
			if (lacking.length) await this.#fetch(lacking, before, from, to, signal);
			const settled = before !== null && this.#lines !== null && alike(before, this.#lines);
			if (this.#lines && (settled || tries >= 2)) {
				const at = (rank: number) => this.#ranked.get(rank);
				const rows = linesBetween(this.#lines, from, to, at, (line) => this.#groupLine(line));
				return { rows, total: this.#lines.count };
			}
		}
	}

	async #fetch(
		wanted: readonly { from: number; count: number }[],
		lines: Lines | null,
		from: number,
		to: number,
		signal: AbortSignal,
	): Promise<void> {
		const shown = lines?.headers(from, to) ?? [];
		const first = shown[0]?.order ?? 0;
		const count = shown.length ? (shown.at(-1)?.order ?? 0) - first + 1 : ahead;
		const subtotals = `${first}-${count}`;
		const pages = await Promise.all(wanted.map((run) => this.#read(run.from, run.count, signal, subtotals)));
		pages.forEach((page, i) => {
			page.rows.forEach((row, n) => {
				this.#ranked.set((wanted[i]?.from ?? 0) + n, row);
			});
		});
		this.#groups = pages.at(-1)?.groups ?? [];
		this.#asked = true;
		this.#lay();
		for (const line of this.#lines?.groups ?? []) {
			if (line.group.totals) this.#totals.set(line.id, line.group.totals);
		}
	}

	#lay(): void {
		this.#lines = new Lines(this.#groups, this.#folded);
	}

	// #lacking are the rows of a run that were not read yet, as one question.
	#lacking(run: Run): { from: number; count: number }[] {
		let first = run.from;
		let end = run.from + run.count;
		while (first < end && this.#ranked.has(first)) first++;
		while (end > first && this.#ranked.has(end - 1)) end--;
		return end > first ? [{ from: first, count: end - first }] : [];
	}

	#lacksTotals(lines: Lines, from: number, to: number): boolean {
		return lines.headers(from, to).some((line) => !this.#totals.has(line.id));
	}

	#groupLine(line: GroupLine): GridRow {
		return groupLine(line, this.#totals.get(line.id) ?? line.group.totals ?? {}, this.#words);
	}
}

function alike(a: Lines, b: Lines): boolean {
	if (a === b) return true;
	if (a.count !== b.count || a.groups.length !== b.groups.length) return false;
	return a.groups.every((g, i) => g.id === b.groups[i]?.id && g.at === b.groups[i]?.at);
}
