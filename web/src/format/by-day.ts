import { type Day, dayFromISO } from "./day";

export type DayOf<T> = { day: Day; items: T[] };

// byDay puts things that are in the order of their moments under the days that
// those moments fall on in a time zone ("" for that of this device).
export function byDay<T>(items: readonly T[], at: (item: T) => string, zone = ""): DayOf<T>[] {
	const write = new Intl.DateTimeFormat("en-CA", {
		...(zone ? { timeZone: zone } : {}),
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
	});
	const out: DayOf<T>[] = [];
	for (const item of items) {
		const day = dayFromISO(write.format(new Date(at(item))));
		const last = out.at(-1);
		if (last?.day === day) last.items.push(item);
		else out.push({ day, items: [item] });
	}
	return out;
}
