import { Problem } from "../api/problem";
import type { Row } from "../api/types";

// isPassing tells an error that will go away by itself, or by signing in again.
export function isPassing(error: unknown): boolean {
	return error instanceof Problem && [0, 401, 408, 425, 429, 502, 503, 504, 507].includes(error.status);
}

// faultsOf says which of the cells sent an error is about: all where it names none.
export function faultsOf(error: unknown, keys: string[]): { blamed: string[]; whyOf: (key: string) => string } {
	const said = error instanceof Error ? error.message : String(error);
	const named = error instanceof Problem ? error.fields() : {};
	const blamed = keys.filter((key) => named[key]);
	return { blamed: blamed.length ? blamed : keys, whyOf: (key) => named[key] ?? Object.values(named)[0] ?? said };
}

export function isRow(value: unknown): value is Row {
	return !!value && typeof value === "object" && typeof (value as Partial<Row>).version === "number";
}
