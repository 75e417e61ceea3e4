import { Outdated, Problem } from "../api/problem";
import type { Id, Row } from "../api/types";
import { faultsOf, isPassing, isRow } from "./faults";
import { type CellEdit, type Change, type Kept, Ledger, type Line, writingOf } from "./ledger";
import { same } from "./rows";

export type Item = { id: Id; version: number; changes: Record<string, unknown>; unread?: Record<string, string> };
export type Answer = { row: Row; error?: undefined } | { row?: undefined; error: unknown };
// Send writes rows, and answers for each in their order. It throws when nothing
// is known of any of them.
export type Send = (items: readonly Item[], together: boolean, why?: string) => Promise<Answer[]>;

// Refusal is a cell that the server would not take; theirs is there when someone
// else has changed it since.
export type Refusal = { id: Id; key: string; value: unknown; why: string; theirs?: unknown };
// Verdict is what became of changes that go all together or not at all. Held ones
// are kept, and go when the server can be reached.
export type Verdict = { kind: "saved" | "held" } | { kind: "refused"; refusals: Refusal[] };

type Job = { cells: Map<Id, Set<string>>; together: boolean; why?: string; settle: (verdict: Verdict) => void };
type Sent = { id: Id; line: Line; version: number; cells: Map<string, CellEdit> };

// most rows go in one request
const most = 2000;

// Edits keeps the changes on their way. One request runs at a time, in the order
// of what was done; what is typed meanwhile goes with the next, under the versions
// that the answers brought, so that a person never conflicts with themself. When
// the server cannot be reached they wait, and go in the same order afterwards.
export class Edits extends Ledger {
	readonly #send: Send;
	#jobs: Job[] = [];
	#busy = false;
	#held: unknown = null;
	#wait = 1000;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(send: Send) {
		super();
		this.#send = send;
	}

	// held is why changes wait: the server cannot be reached, or the session has
	// ended; null when they go as they are made.
	get held(): unknown {
		return this.#held;
	}

	// set changes a cell of a row as it is shown, and sends it; reason is what the
	// history is to say of it.
	set(row: Row, key: string, value: unknown, seen?: unknown, reason = ""): void {
		void this.setAll([{ row, key, value, ...(seen === undefined ? {} : { seen }), reason }], false, reason);
	}

	// setAll changes many cells in one request. Together, all are taken or none, and
	// what is refused looks again as it was. why is the reason, for the history.
	setAll(changes: readonly Change[], together: boolean, why = ""): Promise<Verdict> {
		const cells = new Map<Id, Set<string>>();
		const touched = new Map<Id, string[]>();
		for (const change of changes) {
			const { id } = change.row;
			if (this.put(change)) cells.set(id, (cells.get(id) ?? new Set()).add(change.key));
			else this.drop(id);
			touched.set(id, [...(touched.get(id) ?? []), change.key]);
		}
		for (const [id, keys] of touched) this.tell({ id, keys });
		return new Promise((settle) => {
			if (!cells.size) return settle({ kind: "saved" });
			this.#jobs.push({ cells, together: together && cells.size <= 5000, why, settle });
			if (this.#held) settle({ kind: "held" });
			void this.#pump();
		});
	}

	// keepText leaves in a cell what was typed there and is no value, with the reason.
	keepText(row: Row, key: string, typed: string, why: string): void {
		const line = this.line(row);
		const value = this.shown(row, key);
		const before = line.cells.get(key)?.before ?? value;
		line.cells.set(key, { value, before, state: "failed", why, typed });
		this.tell({ id: row.id, keys: [key] });
	}

	// retry sends a refused change again.
	retry(id: Id, key: string): void {
		this.#again(id, key, "failed", (cell) => ({
			value: cell.value,
			before: cell.before,
			state: "waiting",
			...reasonOf(cell),
		}));
	}

	// keepMine writes over what someone else saved.
	keepMine(id: Id, key: string): void {
		this.#again(id, key, "conflict", (cell) => ({
			value: cell.value,
			before: cell.theirs ?? null,
			state: "waiting",
			...reasonOf(cell),
		}));
	}

	// discard gives a change up and shows what the server holds.
	discard(id: Id, key: string): void {
		const line = this.lines.get(id);
		if (!line?.cells.delete(key)) return;
		this.drop(id);
		this.tell({ id, keys: [key] });
	}

	// wake sends what waits: the server can be reached again.
	wake(): void {
		if (!this.#held) return;
		clearTimeout(this.#timer);
		this.#held = null;
		void this.#pump();
	}

	// resume goes on with changes that outlived the page. What had been sent may be
	// saved already: the server then says so.
	resume(kept: readonly Kept[]): void {
		const cells = new Map<Id, Set<string>>();
		for (const { id, key, version, name, ...cell } of kept) {
			const line = this.lines.get(id) ?? { version, name, cells: new Map() };
			this.lines.set(id, line);
			const state = cell.state === "sending" ? "waiting" : cell.state;
			line.cells.set(key, { ...cell, state });
			if (state === "waiting" && cell.reason) this.#queue(new Map([[id, new Set([key])]]));
			else if (state === "waiting") cells.set(id, (cells.get(id) ?? new Set()).add(key));
			this.tell({ id, keys: [key] });
		}
		this.#queue(cells);
	}

	#again(id: Id, key: string, from: CellEdit["state"], next: (cell: CellEdit) => CellEdit): void {
		const cell = this.cell(id, key);
		if (cell?.state !== from || cell.typed !== undefined) return;
		this.lines.get(id)?.cells.set(key, next(cell));
		this.tell({ id, keys: [key] });
		this.#queue(new Map([[id, new Set([key])]]));
	}

	#queue(cells: Map<Id, Set<string>>, first = false): void {
		if (!cells.size) return;
		const whys = [...cells].flatMap(([id, keys]) => [...keys].map((key) => this.cell(id, key)?.reason));
		const job = { cells, together: false, why: whys.find(Boolean), settle: () => undefined };
		if (first) this.#jobs.unshift(job);
		else this.#jobs.push(job);
		void this.#pump();
	}

	async #pump(): Promise<void> {
		if (this.#busy) return;
		this.#busy = true;
		while (!this.#held) {
			const job = this.#next();
			if (!job) break;
			await this.#run(job);
		}
		this.#busy = false;
	}

	// #next is the oldest job, and those after it that may go in the same request:
	// one with a reason goes by itself.
	#next(): Job | undefined {
		const first = this.#jobs.shift();
		if (!first || first.together || first.why) return first;
		while (this.#jobs[0] && !this.#jobs[0].together && !this.#jobs[0].why && first.cells.size < most) {
			const more = this.#jobs.shift() as Job;
			for (const [id, keys] of more.cells) {
				const own = first.cells.get(id) ?? new Set();
				for (const key of keys) own.add(key);
				first.cells.set(id, own);
			}
			const { settle } = first;
			first.settle = (verdict) => {
				settle(verdict);
				more.settle(verdict);
			};
		}
		return first;
	}

	async #run(job: Job): Promise<void> {
		const sent = this.#take(job);
		if (!sent.length) return job.settle({ kind: "saved" });
		const items = sent.map((one) => ({ id: one.id, version: one.version, ...writingOf(one.cells) }));
		let answers: Answer[];
		try {
			answers = await this.#send(items, job.together, job.why);
		} catch (error) {
			if (isPassing(error)) return this.#hold(job, sent, error);
			answers = items.map(() => ({ error }));
		}
		this.#wait = 1000;
		const wrong = answers.some((a) => a.error !== undefined);
		if (job.together && wrong) return this.#judge(job, sent, answers);
		sent.forEach((one, i) => {
			const answer = answers[i] ?? { error: new Error("no answer") };
			if (answer.row) this.#saved(one, answer.row);
			else this.#refused(one, answer.error);
		});
		job.settle({ kind: "saved" });
	}

	#take(job: Job): Sent[] {
		const out: Sent[] = [];
		for (const [id, keys] of job.cells) {
			const line = this.lines.get(id);
			const cells = new Map<string, CellEdit>();
			for (const key of keys) {
				const cell = line?.cells.get(key);
				if (cell?.state !== "waiting") continue;
				const next: CellEdit = { ...cell, state: "sending" };
				line?.cells.set(key, next);
				cells.set(key, next);
			}
			if (line && cells.size) out.push({ id, line, version: line.version, cells });
		}
		return out;
	}

	// #hold keeps what could not be sent, and tries again later.
	#hold(job: Job, sent: readonly Sent[], error: unknown): void {
		this.#jobs.unshift({ ...job, together: false, settle: () => undefined });
		this.#held = error;
		for (const { id, line, cells } of sent) {
			for (const [key, cell] of cells)
				if (line.cells.get(key) === cell) line.cells.set(key, { ...cell, state: "waiting" });
			this.tell({ id, keys: [...cells.keys()] });
		}
		job.settle({ kind: "held" });
		for (const one of this.#jobs) one.settle({ kind: "held" });
		if (error instanceof Problem && error.status === 401) return;
		const asked = error instanceof Problem && error.retryAfter ? error.retryAfter * 1000 : 0;
		this.#timer = setTimeout(() => this.wake(), Math.max(asked, this.#wait));
		this.#wait = Math.min(15_000, this.#wait * 2);
	}

	// #judge says what of a whole was refused, and takes all of it back; where the
	// rows had only moved on otherwise, it goes again.
	#judge(job: Job, sent: readonly Sent[], answers: readonly Answer[]): void {
		const refusals: Refusal[] = [];
		sent.forEach((one, i) => {
			const error = answers[i]?.error;
			if (error === undefined || (error instanceof Problem && error.status === 424)) return;
			if (error instanceof Outdated && isRow(error.current) && error.current.version > one.version) {
				this.advance(one.line, error.current);
				for (const key of one.cells.keys()) {
					const cell = one.line.cells.get(key);
					if (cell?.state === "conflict")
						refusals.push({ id: one.id, key, value: cell.value, why: error.message, theirs: cell.theirs });
				}
				return;
			}
			const { blamed, whyOf } = faultsOf(error, [...one.cells.keys()]);
			for (const key of blamed) refusals.push({ id: one.id, key, value: one.cells.get(key)?.value, why: whyOf(key) });
		});
		for (const { id, line, cells } of sent) {
			for (const [key, cell] of cells) {
				const now = line.cells.get(key);
				if (now !== cell && now?.state !== "conflict") continue;
				if (refusals.length) line.cells.delete(key);
				else line.cells.set(key, { ...cell, state: "waiting" });
			}
			this.drop(id);
			this.tell({ id, keys: [...cells.keys()] });
		}
		if (refusals.length) job.settle({ kind: "refused", refusals });
		else this.#jobs.unshift(job);
	}

	#saved({ id, line, cells }: Sent, row: Row): void {
		line.version = Math.max(line.version, row.version);
		this.know(row);
		for (const [key, cell] of cells) {
			const now = line.cells.get(key);
			if (now === cell || (now?.state === "conflict" && same(now.value, cell.value))) line.cells.delete(key);
			else if (now) line.cells.set(key, { ...now, before: row[key] ?? null });
		}
		this.#settled(id, [...cells.keys()], row);
	}

	#refused({ id, line, version, cells }: Sent, error: unknown): void {
		if (error instanceof Outdated && isRow(error.current) && error.current.version > version) {
			this.advance(line, error.current);
			const left = [...cells.keys()].filter((key) => line.cells.get(key)?.state === "sending");
			for (const key of left) line.cells.set(key, { ...(line.cells.get(key) as CellEdit), state: "waiting" });
			this.#settled(id, [...cells.keys()], error.current);
			if (left.length) this.#queue(new Map([[id, new Set(left)]]), true);
			return;
		}
		const { blamed, whyOf } = faultsOf(error, [...cells.keys()]);
		const left = new Set<string>();
		for (const [key, cell] of cells) {
			if (line.cells.get(key) !== cell) continue;
			if (blamed.includes(key)) line.cells.set(key, { ...cell, state: "failed", why: whyOf(key) });
			else {
				line.cells.set(key, { ...cell, state: "waiting" });
				left.add(key);
			}
		}
		this.tell({ id, keys: [...cells.keys()] });
		if (left.size) this.#queue(new Map([[id, left]]), true);
	}

	#settled(id: Id, keys: string[], row: Row): void {
		this.drop(id);
		this.tell({ id, keys, row });
	}
}

function reasonOf(cell: CellEdit): Pick<CellEdit, "reason"> {
	return cell.reason ? { reason: cell.reason } : {};
}
