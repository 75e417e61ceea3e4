import { perDay, type Time } from "./plan";

// A moment of a calendar is a spot: twice the number of working minutes before it, and
// 1 more where it is the beginning of the next one rather than the end of the last.
// Friday 17:00 and Monday 8:00 are the two spots of one number.
export type Spot = number;

/** No bound: before the year 1000, and never. */
export const soonest: Spot = -(2 ** 30);
export const latest: Spot = 2 ** 51;

// Spots are counted from the beginning of 2000, or the first exception: then they are
// small, and the browser keeps them well.
const era = 730120;

/** A stretch of work within a day, in minutes since it began, 0 ≤ from < to ≤ 1,440. */
export interface Shift {
	from: number;
	to: number;
}

/** Replaces the work of the days from to until, both included; no shifts is a day off. */
export interface Exception {
	from: number;
	until: number;
	shifts: readonly Shift[];
}

/** When there is work: by weekday, Monday first, and on some days otherwise. The last exception of a day counts. */
export interface Work {
	week: readonly (readonly Shift[])[];
	exceptions?: readonly Exception[];
}

interface Pattern {
	shifts: readonly Shift[];
	total: number;
}

// The numbers of far years are beyond 2^31, where the operators of bits do not reach.
export const half = (x: Spot): number => Math.floor(x / 2);
export const beginning = (x: Spot): Spot => Math.floor(x / 2) * 2 + 1;
export const ending = (x: Spot): Spot => Math.floor(x / 2) * 2;

const none: Pattern = { shifts: [], total: 0 };

function patternOf(shifts: readonly Shift[]): Pattern {
	const out: Shift[] = [];
	let total = 0;
	for (const s of [...shifts].sort((a, b) => a.from - b.from)) {
		const last = out.at(-1);
		if (last && last.to === s.from) last.to = s.to;
		else out.push({ ...s });
		total += s.to - s.from;
	}
	return { shifts: out, total };
}

// weekday numbers the days of the week from Monday, 0: 0001-01-01 was one.
const weekday = (day: number): number => (((day - 1) % 7) + 7) % 7;

/** Counts working minutes. */
export class Calendar {
	/** the days of the table, which holds all exceptions: from first to before end */
	private first = era;
	private end = era;
	private table: Pattern[] = [];
	/** by day of the table, and its end: the working minutes from first to it */
	private before = [0];
	private readonly days: Pattern[];
	/** working minutes from Monday to each weekday */
	private readonly week = [0];
	private readonly weekTotal: number;

	/** Every week must have some work, for otherwise a task might never end. */
	constructor(work: Work) {
		this.days = work.week.map(patternOf);
		let sum = 0;
		for (const p of this.days) {
			sum += p.total;
			this.week.push(sum);
		}
		this.weekTotal = sum;
		if (this.days.length !== 7 || sum === 0) throw new Error("a calendar needs seven days, and a minute of work");
		if (work.exceptions?.length) this.tabulate(work.exceptions);
	}

	private tabulate(exceptions: readonly Exception[]) {
		this.first = Math.min(...exceptions.map((e) => e.from));
		this.end = Math.max(...exceptions.map((e) => e.until)) + 1;
		for (let d = this.first; d < this.end; d++) this.table.push(this.days[weekday(d)] ?? none);
		for (const e of exceptions) {
			this.table.fill(patternOf(e.shifts), e.from - this.first, e.until + 1 - this.first);
		}
		let sum = 0;
		for (const p of this.table) {
			sum += p.total;
			this.before.push(sum);
		}
	}

	private pattern(day: number): Pattern {
		return (day >= this.first && day < this.end ? this.table[day - this.first] : this.days[weekday(day)]) ?? none;
	}

	/** The working minutes from the first day of the table, negative before it, to the beginning of a day. */
	private work(day: number): number {
		if (day < this.first) return 0 - this.weekly(day, this.first);
		if (day <= this.end) return this.before[day - this.first] ?? 0;
		return (this.before.at(-1) ?? 0) + this.weekly(Math.max(this.end, this.first), day);
	}

	private weekly(from: number, to: number): number {
		const n = to - from;
		const a = weekday(from);
		const b = a + (n % 7);
		const sum = Math.floor(n / 7) * this.weekTotal - this.upTo(a);
		return b <= 7 ? sum + this.upTo(b) : sum + this.weekTotal + this.upTo(b - 7);
	}

	private upTo(weekday: number): number {
		return this.week[weekday] ?? 0;
	}

	/** The day in which the working minute n lies. */
	private dayOf(minute: number): number {
		const total = this.before.at(-1) ?? 0;
		if (minute >= 0 && minute < total) {
			let low = 0;
			let high = this.table.length;
			while (high - low > 1) {
				const middle = (low + high) >> 1;
				if ((this.before[middle] ?? 0) <= minute) low = middle;
				else high = middle;
			}
			return this.first + low;
		}
		const after = minute >= 0 && this.table.length > 0;
		const from = after ? this.end : this.first;
		// the Monday at or before from, and the working minutes from it
		const n = minute - (after ? total : 0) + this.upTo(weekday(from));
		const weeks = Math.floor(n / this.weekTotal);
		const left = n - weeks * this.weekTotal;
		let d = 0;
		while (this.upTo(d + 1) <= left) d++;
		return from - weekday(from) + weeks * 7 + d;
	}

	/** Whether there is work until the end of a day. */
	private ends(day: number): boolean {
		return this.pattern(day).shifts.at(-1)?.to === perDay;
	}

	/** The first spot at or after a time. */
	ceil(t: Time): Spot {
		const day = Math.floor(t / perDay);
		const m = t - day * perDay;
		let n = this.work(day);
		for (const s of this.pattern(day).shifts) {
			if (m < s.from) break;
			if (m < s.to) return 2 * (n + m - s.from) + (m > s.from || (m === 0 && this.ends(day - 1)) ? 0 : 1);
			n += s.to - s.from;
			if (m === s.to) return 2 * n;
		}
		return 2 * n + (m === 0 && this.ends(day - 1) ? 0 : 1);
	}

	/** The last spot at or before a time. */
	floor(t: Time): Spot {
		const day = Math.floor(t / perDay);
		const m = t - day * perDay;
		let n = this.work(day);
		for (const s of this.pattern(day).shifts) {
			if (m < s.from) break;
			if (m < s.to) return 2 * (n + m - s.from) + 1;
			n += s.to - s.from;
		}
		return 2 * n;
	}

	/** The minute at which a spot lies. */
	time(at: Spot): Time {
		const n = half(at);
		const begins = at !== 2 * n;
		const day = this.dayOf(begins ? n : n - 1);
		let left = n - this.work(day);
		for (const s of this.pattern(day).shifts) {
			const long = s.to - s.from;
			if (begins ? left < long : left <= long) return day * perDay + s.from + left;
			left -= long;
		}
		return 0; // never: the day has the minute
	}

	/** The first minute of work at or after t. */
	begin(t: Time): Time {
		return this.time(beginning(this.ceil(t)));
	}

	/** The last moment at or before t at which work has just been done. */
	finish(t: Time): Time {
		return this.time(ending(this.floor(t)));
	}

	/** When so many working minutes after t are done, or, of a negative number, when to begin to be done with them at t. */
	add(t: Time, minutes: number): Time {
		if (minutes < 0) return this.time(2 * (half(this.floor(t)) + minutes) + 1);
		return this.time(2 * (half(this.ceil(t)) + minutes));
	}

	/** The working minutes from a to b, negative where b comes first. */
	between(a: Time, b: Time): number {
		return half(this.floor(b)) - half(this.floor(a));
	}
}

/** The calendar of every minute. */
export const always = new Calendar({ week: Array.from({ length: 7 }, () => [{ from: 0, to: perDay }]) });
