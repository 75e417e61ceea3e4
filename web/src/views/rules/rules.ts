import type { Attribute } from "../../api/types";
import { edits } from "../../data/projects";
import type { GridRow } from "../../engine/grid/model";
import { evaluator, type Reading, type Row } from "../filter/evaluate";
import type { ColourRule } from "../view-state";

// Ruled is a rule with its test; null where its condition is not for the browser
// to decide, or cannot be read.
type Ruled = { readonly rule: ColourRule; readonly holds: ((row: Row) => boolean) | null };

// Rules answers which rule colours a row, or a cell of it. What a row showed when
// it was last looked at is kept until the row is another one.
export class Rules {
	readonly #ruled: readonly Ruled[];
	readonly #known = new WeakMap<object, readonly ColourRule[]>();

	constructor(rules: readonly ColourRule[], attributes: readonly Attribute[], reading: Reading) {
		this.#ruled = rules.map((rule) => ({ rule, holds: evaluator(rule.filter, attributes, reading) }));
	}

	// any tells whether there is a rule at all.
	get any(): boolean {
		return this.#ruled.length > 0;
	}

	// wrong tells whether the condition of a rule cannot be read here.
	wrong(rule: ColourRule): boolean {
		return this.#ruled.some((one) => one.rule === rule && !one.holds);
	}

	// ofRow is the rule that colours a whole row, ofCell the one of a single cell.
	ofRow(row: GridRow): ColourRule | undefined {
		return this.#holding(row).find((rule) => rule.key === "");
	}

	ofCell(row: GridRow, key: string): ColourRule | undefined {
		return this.#holding(row).find((rule) => rule.key === key);
	}

	#holding(row: GridRow): readonly ColourRule[] {
		if (row.kind !== "data" || !this.#ruled.length) return none;
		const typed = edits.cells(row.id);
		if (typed.size) return this.#test({ ...row.data, ...Object.fromEntries([...typed].map(([k, c]) => [k, c.value])) });
		const known = this.#known.get(row.data) ?? this.#test(row.data);
		this.#known.set(row.data, known);
		return known;
	}

	#test(data: Row): readonly ColourRule[] {
		return this.#ruled.flatMap(({ rule, holds }) => (holds?.(data) ? [rule] : []));
	}
}

const none: readonly ColourRule[] = [];
