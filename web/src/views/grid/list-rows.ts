import type { Shape } from "../../data/row-source";
import { type GroupLevel, groupRows, treeRows } from "../../engine/grid/group";
import type { GridRow, SortKey } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { compareText, fold } from "../../format/fold";
import { attributeOf, heldBy, type ListColumn, textOf } from "./list-column";

export type Listed = { readonly id: string };

// sorted orders rows by some columns: what is empty comes last in both
// directions, and rows that are alike keep their order.
export function sorted<T extends Listed>(
	rows: readonly T[],
	columns: readonly ListColumn<T>[],
	sort: readonly SortKey[],
	context: FieldContext,
): readonly T[] {
	const tests = sort.flatMap(({ key, direction }) => {
		const column = columns.find((c) => c.key === key);
		if (!column) return [];
		const attribute = attributeOf(column);
		const order = column.order ?? (column.text && ((row: T) => column.text?.(row) || null));
		const keyOf = order ?? ((row: T) => fieldKind(attribute).sortKey(heldBy(column, row), attribute, context));
		const keys = new Map(rows.map((row) => [row.id, keyOf(row)]));
		const sign = direction === "descending" ? -1 : 1;
		return [(a: T, b: T) => compareKeys(keys.get(a.id) ?? null, keys.get(b.id) ?? null, sign, context.locale)];
	});
	if (!tests.length) return rows;
	return [...rows].sort((a, b) => {
		for (const test of tests) {
			const by = test(a, b);
			if (by !== 0) return by;
		}
		return 0;
	});
}

export type SortValue = number | string | null;

// compareKeys orders two keys of one column, numbers before texts, null last.
export function compareKeys(a: SortValue, b: SortValue, sign: number, locale: string): number {
	if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
	if (typeof a === "number" && typeof b === "number") return sign * (a - b);
	if (typeof a !== typeof b) return sign * (typeof a === "number" ? -1 : 1);
	return sign * compareText(String(a), String(b), locale);
}

// found keeps the rows in whose cells every word stands, whatever the accents.
export function found<T extends Listed>(
	rows: readonly T[],
	columns: readonly ListColumn<T>[],
	typed: string,
	context: FieldContext,
): readonly T[] {
	const words = fold(typed).split(" ").filter(Boolean);
	if (!words.length) return rows;
	const kinds = columns.map((column) => ({ column, attribute: attributeOf(column) }));
	return rows.filter((row) => {
		const said = kinds.map(({ column, attribute }) => textOf(column, attribute, heldBy(column, row), row, context));
		const all = fold(said.join(" "));
		return words.every((word) => all.includes(word));
	});
}

// shapeOf is how rows become lines: under groups, as a tree, or as they are.
export function shapeOf<T extends Listed>(
	groups: readonly ((row: T) => string)[] | undefined,
	parentOf: ((row: T) => string | null | undefined) | undefined,
): Shape | undefined {
	if (groups?.length) {
		const levels = groups.map((of): GroupLevel => ({ of: (row) => of(row.data as T) }));
		return (rows, folded) => groupRows(rows, { levels }, folded);
	}
	if (!parentOf) return undefined;
	return (rows, folded) =>
		treeRows(
			rows.map((row: GridRow) => ({ id: row.id, data: row.data, parentId: parentOf(row.data as T) ?? undefined })),
			folded,
		);
}
