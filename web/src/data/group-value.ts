import type { Attribute, Row } from "../api/types";
import { aboveAt, placeOf } from "./branches";

// Level is one level of groups as the address and the server write it. up gives, of
// a tree, what stands above a value at the level.
export type Level = {
	readonly key: string;
	readonly by: string;
	readonly down: boolean;
	readonly up?: (value: unknown) => unknown;
};

// levelsOf reads "unit,-stage,end.quarter,goal.1".
export function levelsOf(group: string, attributes: readonly Attribute[]): Level[] {
	return group
		.split(",")
		.filter(Boolean)
		.map((part) => {
			const [key = "", by = ""] = part.replace(/^-/, "").split(".");
			const attribute = /^\d+$/.test(by) ? attributes.find((a) => a.key === key) : undefined;
			return { key, by, down: part.startsWith("-"), ...(attribute ? { up: climb(attribute, Number(by)) } : {}) };
		});
}

function climb(attribute: Attribute, level: number): (value: unknown) => unknown {
	const seen = new Map<string, string | null>();
	const up = (key: string) => {
		const known = seen.get(key);
		if (known !== undefined) return known;
		const found = aboveAt(attribute, key, level);
		seen.set(key, found);
		return found;
	};
	return (value) => {
		if (!Array.isArray(value)) return typeof value === "string" ? up(value) : null;
		const ups = [...new Set(value.map((v) => up(String(v))).filter((v) => v !== null))];
		ups.sort((a, b) => (placeOf(attribute, a) ?? 0) - (placeOf(attribute, b) ?? 0));
		return ups.length ? ups : null;
	};
}

// groupValue is the value under which a row stands at a level: that of the
// attribute, or what its date falls in, as the server writes it.
export function groupValue(row: Row, { key, by, up }: Pick<Level, "key" | "by" | "up">): unknown {
	const value = row[key] ?? null;
	if (up) return up(value);
	if (!by || typeof value !== "string") return value;
	if (by === "year") return value.slice(0, 4);
	if (by === "month") return value.slice(0, 7);
	return `${value.slice(0, 4)}-Q${Math.ceil(Number(value.slice(5, 7)) / 3)}`;
}
