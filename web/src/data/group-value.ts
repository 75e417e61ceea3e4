import type { Row } from "../api/types";

// Level is one level of groups as the address and the server write it.
export type Level = { readonly key: string; readonly by: string; readonly down: boolean };

// levelsOf reads "unit,-stage,end.quarter".
export function levelsOf(group: string): Level[] {
	return group
		.split(",")
		.filter(Boolean)
		.map((part) => {
			const [key = "", by = ""] = part.replace(/^-/, "").split(".");
			return { key, by, down: part.startsWith("-") };
		});
}

// groupValue is the value under which a row stands at a level: that of the
// attribute, or what its date falls in, as the server writes it.
export function groupValue(row: Row, { key, by }: Pick<Level, "key" | "by">): unknown {
	const value = row[key] ?? null;
	if (!by || typeof value !== "string") return value;
	if (by === "year") return value.slice(0, 4);
	if (by === "month") return value.slice(0, 7);
	return `${value.slice(0, 4)}-Q${Math.ceil(Number(value.slice(5, 7)) / 3)}`;
}
