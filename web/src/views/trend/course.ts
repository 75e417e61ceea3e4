import type { TrendLine } from "../../data/baselines";
import { type Day, dayFromISO, lastDay, monthOf } from "../../format/day";

// Course is for when a key date was expected, at each day on which one looked.
export type Course = {
	id: string;
	name: string;
	project: string;
	projectId: string;
	contractual: boolean;
	// reached: the day on which it was; 0 while it was not
	reached: Day;
	// now: for when it is expected; 0 for not
	now: Day;
	// promised: its baseline; 0 for none
	promised: Day;
	spots: { on: Day; date: Day }[];
	// drift: days by which it is later than its baseline, or than when it was first expected
	drift: number;
};

// looksOf are the days on which one looks: the ends of months, or of weeks where all is
// short, and the last day.
export function looksOf(from: Day, until: Day): Day[] {
	const out: Day[] = [];
	const weekly = until - from < 120;
	if (weekly) for (let day = from; day < until; day += 7) out.push(day);
	else {
		out.push(from);
		for (let month = monthOf(from); lastDay(month) < until; month++)
			if (lastDay(month) > from) out.push(lastDay(month));
	}
	out.push(until);
	return [...new Set(out)];
}

// coursesOf are the courses of key dates as seen on the days on which one looks, each from
// when it was known to when it was reached.
export function coursesOf(lines: readonly TrendLine[], until: Day): { courses: Course[]; looks: Day[] } {
	const known = lines.flatMap((line) => (line.points ?? []).map((p) => dayFromISO(p.on)));
	const from = known.length > 0 ? Math.min(...known) : until;
	const looks = looksOf(from, until);
	return { looks, courses: lines.map((line) => courseOf(line, looks)).filter((c) => c.spots.length > 0) };
}

function courseOf(line: TrendLine, looks: readonly Day[]): Course {
	const points = (line.points ?? []).map((p) => ({ on: dayFromISO(p.on), date: dayFromISO(p.date) }));
	const reached = dayFromISO(line.done_on);
	const spots: { on: Day; date: Day }[] = [];
	let at = -1;
	let begun = false;
	for (const on of looks) {
		while ((points[at + 1]?.on ?? Number.POSITIVE_INFINITY) <= on) at++;
		const point = points[at];
		if (!point?.date) continue;
		// what was first said between two looks is where its line begins
		const first = points.find((p) => p.date > 0);
		if (!begun && first && first.on < on) spots.push(first);
		begun = true;
		if (reached && on >= reached) {
			spots.push({ on: reached, date: reached });
			break;
		}
		spots.push({ on, date: point.date });
	}
	const promised = dayFromISO(line.baseline);
	const first = promised || (spots[0]?.date ?? 0);
	const last = reached || (spots.at(-1)?.date ?? 0);
	return {
		id: line.id,
		name: line.name,
		project: line.project.name,
		projectId: line.project.id,
		contractual: line.contractual,
		reached,
		now: dayFromISO(line.date),
		promised,
		spots,
		drift: first && last ? last - first : 0,
	};
}

// Frame is from when to when the picture goes: across the days on which one looked, and on
// to the last that is expected; up the days that were expected. So what is expected for a
// day comes to that day on the diagonal. on is the last day on which one looked.
export type Frame = { from: Day; until: Day; low: Day; high: Day; on: Day };

export function frameOf(courses: readonly Course[], looks: readonly Day[]): Frame {
	const dates = courses.flatMap((c) => c.spots.map((s) => s.date));
	const on = looks.at(-1) ?? 0;
	const until = Math.max(on, ...dates);
	const from = looks[0] ?? on;
	const low = Math.min(...dates);
	const air = (long: number) => Math.max(4, Math.round(long * 0.04));
	const across = air(until - from);
	const up = air(until - low);
	return { from: from - across, until: until + across, low: low - up, high: until + up, on };
}

// ticksOf are firsts of months between two days, at most about so many; Mondays where that
// is less than two months.
export function ticksOf(from: Day, until: Day, most: number): Day[] {
	const months = monthOf(until) - monthOf(from) + 1;
	const step = [1, 2, 3, 6, 12, 24, 60].find((s) => months / s <= most) ?? 120;
	const out: Day[] = [];
	if (until - from < 60) {
		for (let day = from - ((from - 1) % 7) + 7; day <= until; day += 7) out.push(day);
		return out;
	}
	for (let month = Math.ceil(monthOf(from) / step) * step; lastDay(month - 1) < until; month += step) {
		if (lastDay(month - 1) + 1 >= from) out.push(lastDay(month - 1) + 1);
	}
	return out;
}

// spread moves labels apart, that each has its height: those that would touch stand together
// about their places, in order, within the picture.
export function spread(wanted: readonly number[], height: number, low: number, high: number): number[] {
	const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
	const heaps: { top: number; all: typeof order }[] = [];
	const place = (all: typeof order) => {
		const middle = all.reduce((sum, one) => sum + one.y, 0) / all.length;
		const long = (all.length - 1) * height;
		return Math.max(low, Math.min(high - long, middle - long / 2));
	};
	for (const one of order) {
		let heap = { top: place([one]), all: [one] };
		for (let last = heaps.at(-1); last && last.top + last.all.length * height > heap.top; last = heaps.at(-1)) {
			heaps.pop();
			const all = [...last.all, ...heap.all];
			heap = { top: place(all), all };
		}
		heaps.push(heap);
	}
	const out: number[] = [];
	for (const { top, all } of heaps)
		all.forEach((one, n) => {
			out[one.i] = top + n * height;
		});
	return out;
}
