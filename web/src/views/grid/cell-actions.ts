import type { Attribute, Row } from "../../api/types";
import { changeCells, type Wanted } from "../../data/change-cell";
import { noDirectory, readDirectory } from "../../data/directory";
import type { ProjectRows } from "../../data/project-rows";
import { ask, type Doubt, type Question } from "../../data/questions";
import { type Fill, isBackwards, isVertical, planPaste, repeatedFrom, union } from "../../engine/grid/fill";
import type { Grid } from "../../engine/grid/grid";
import type { CellPlace, Column, GridRow, Pasted } from "../../engine/grid/model";
import type { Range } from "../../engine/grid/selection";
import type { FieldContext } from "../../fields/kind";
import type { Translate } from "../../i18n/lang";
import { type Coerced, convert, type Reader, readCell, withCurrency } from "./coerce";
import { seriesOf } from "./series";

// Desk is what actions on many cells work with.
export type Desk = {
	grid: Grid;
	rows: ProjectRows;
	attributes: readonly Attribute[];
	context: FieldContext;
	t: Translate;
	// why says why a cell cannot be changed
	why: (place: CellPlace) => string;
};

type Target = { line: GridRow | undefined; column: Column | undefined };

// Draft gathers what would be written, and what not.
class Draft {
	readonly accepted: Wanted[] = [];
	readonly doubts: Doubt[] = [];
	readonly #desk: Desk;

	constructor(desk: Desk) {
		this.#desk = desk;
	}

	put({ line, column }: Target, read: (attribute: Attribute, row: Row) => Coerced, text?: string): void {
		const { t, attributes, why } = this.#desk;
		const attribute = attributes.find((a) => a.key === column?.key);
		const row = (line?.data ?? nowhere) as Row;
		const refuse = (reason: string) =>
			this.doubts.push({ row, key: column?.key ?? "", value: null, text: text ?? "", why: reason });
		if (!line) return void refuse(t("editing.beyond"));
		if (!column || !attribute) return void refuse(t("editing.beyondColumn"));
		if (!column.editable?.(line)) return void refuse(why({ rowIndex: -1, row: line, column }));
		const got = read(attribute, row);
		if (got.ok)
			this.accepted.push({
				row,
				key: attribute.key,
				value: withCurrency(got.value, attribute, contextOf(this.#desk, row)),
			});
		else refuse(got.why);
	}

	// write asks about what is doubtful, then changes the rest in one step.
	async write(what: string, kind: Question["kind"]): Promise<number> {
		const { accepted, doubts } = this;
		const reason = { text: "" };
		if (doubts.length && (await ask({ what, kind, accepted, doubts, reason })) === "none") return 0;
		return changeCells(accepted, this.#desk.t("editing.many", { what, count: accepted.length }), kind, reason.text);
	}
}

const nowhere: Row = { id: "", version: 0, state: "active", name: "–" };

// paste puts what was copied where the selection begins, or as often as it holds it.
export async function paste(desk: Desk, pasted: Pasted): Promise<number> {
	const { grid, rows, attributes, t } = desk;
	const height = pasted.matrix.length;
	const width = Math.max(0, ...pasted.matrix.map((row) => row.length));
	const plan = planPaste(height, width, grid.selection.ranges);
	if (!plan) return 0;
	const columns = grid.shownColumns;
	const touched = columns.slice(plan.range.left, plan.range.right + 1);
	const directory = await readDirectory(attributesOf(touched, attributes));
	const single = height === 1 && width === 1;
	const lines = await linesOf(rows, single ? grid.selection.ranges : [plan.range], !single);
	const draft = new Draft(desk);
	for (const { row, col, fromRow, fromCol } of plan.landings) {
		const line = lines.get(row);
		if (single && line?.kind === "group") continue;
		const text = pasted.matrix[fromRow]?.[fromCol];
		if (text === undefined && pasted.values?.[fromRow] === undefined) continue;
		const own = pasted.values?.[fromRow]?.[fromCol];
		const from = attributes.find((a) => a.key === pasted.keys?.[fromCol]);
		draft.put(
			{ line, column: columns[col] },
			(attribute, data) => {
				const reader = { context: contextOf(desk, data), directory, t };
				return own !== undefined && from
					? convert(own, from, attribute, reader)
					: readCell(text ?? "", attribute, reader);
			},
			text,
		);
	}
	const written = await draft.write(t("editing.pasted"), "paste");
	if (written) show(grid, plan.range);
	return written;
}

// fill repeats the source over the target, or continues it as a series.
export async function fill(desk: Desk, asked: Fill, turned: boolean): Promise<number> {
	const { grid, rows, attributes, t } = desk;
	const lines = await linesOf(rows, [union(asked)], false);
	const columns = grid.shownColumns;
	const valueAt = (row: number, col: number) => {
		const line = lines.get(row);
		return line?.kind === "data" ? (columns[col]?.value?.(line) ?? null) : null;
	};
	// By key the selection holds what is filled; what stands at its top are then seeds.
	const byKey = grid.selection.ranges.some((r) => r.bottom >= asked.target.bottom && r.right >= asked.target.right);
	const going = turned && byKey ? withSeeds(asked, (row) => valueAt(row, asked.source.left) !== null) : asked;
	const { source, target } = going;
	const reader = await readerFor(desk, target);
	const draft = new Draft(desk);
	const vertical = isVertical(going);
	const back = isBackwards(going);
	for (let col = target.left; col <= target.right; col++) {
		const attribute = attributes.find((a) => a.key === columns[col]?.key);
		const seedRows = vertical ? span(source.top, source.bottom).filter((r) => lines.get(r)?.kind === "data") : [];
		const seeds = seedRows.map((r) => valueAt(r, col));
		const series =
			attribute && seeds.length > 0 && (going !== asked || wantsSeries(seeds, turned))
				? seriesOf(seeds, attribute, turned)
				: null;
		const order = span(target.top, target.bottom).filter((r) => lines.get(r)?.kind !== "group");
		if (back) order.reverse();
		order.forEach((row, i) => {
			const column = columns[col];
			const at = repeatedFrom(source, row, col);
			const from = attributes.find((a) => a.key === columns[at.col]?.key);
			const value = series ? series(back ? -i - 1 : i + 1) : valueAt(at.row, at.col);
			draft.put({ line: lines.get(row), column }, (to, data) =>
				convert(value, series ? to : from, to, { ...reader, context: contextOf(desk, data) }),
			);
		});
	}
	const written = await draft.write(t("editing.filled"), "write");
	if (written) show(grid, union(asked));
	return written;
}

// wantsSeries: several seeds go on as a series and one is repeated; turned, the other way.
function wantsSeries(seeds: readonly unknown[], turned: boolean): boolean {
	return seeds.length > 1 ? !turned : turned;
}

// withSeeds takes the filled rows at the top of the target into the source, when
// empty ones follow: "1, 2, and so on".
function withSeeds(fill: Fill, filled: (row: number) => boolean): Fill {
	const { source, target } = fill;
	if (!isVertical(fill) || isBackwards(fill)) return fill;
	let top = target.top;
	while (top <= target.bottom && filled(top)) top++;
	if (top === target.top || top > target.bottom) return fill;
	return { source: { ...source, bottom: top - 1 }, target: { ...target, top } };
}

// clear empties the selected cells that may be changed.
export async function clear(desk: Desk, what: string): Promise<number> {
	return spread(desk, null, undefined, what);
}

// spread gives every selected cell that may be changed one value.
export async function spread(desk: Desk, value: unknown, from: Attribute | undefined, what: string): Promise<number> {
	const { grid, rows } = desk;
	const { ranges } = grid.selection;
	const lines = await linesOf(rows, ranges, false);
	const draft = new Draft(desk);
	const seen = new Set<string>();
	let reader: Reader | undefined;
	for (const range of ranges) {
		reader ??= await readerFor(desk, range);
		for (const row of span(range.top, range.bottom)) {
			const line = lines.get(row);
			if (line?.kind !== "data") continue;
			for (const column of grid.shownColumns.slice(range.left, range.right + 1)) {
				if (!column.editable?.(line) || seen.has(`${line.id} ${column.key}`)) continue;
				seen.add(`${line.id} ${column.key}`);
				const own = { ...(reader as Reader), context: contextOf(desk, line.data as Row) };
				draft.put({ line, column }, (to) => convert(value, from, to, own));
			}
		}
	}
	return draft.write(what, "write");
}

// selectedRows are the projects of the selected cells, fetched where they are not there yet.
export async function selectedRows(grid: Grid, rows: ProjectRows): Promise<Row[]> {
	const lines = await linesOf(rows, grid.selection.ranges, false);
	const out = new Map<string, Row>();
	for (const line of lines.values()) if (line.kind === "data") out.set(line.id, line.data as Row);
	return [...out.values()];
}

// linesOf are the lines of ranges by their place; as a block, group lines are
// stepped over, so that one pasted line after the other meets a project.
async function linesOf(rows: ProjectRows, ranges: readonly Range[], block: boolean): Promise<Map<number, GridRow>> {
	const out = new Map<number, GridRow>();
	for (const range of ranges) {
		if (!block) {
			const found = await rows.between(range.top, range.bottom + 1);
			found.forEach((line, i) => {
				out.set(range.top + i, line);
			});
			continue;
		}
		let place = range.top;
		let at = range.top;
		while (place <= range.bottom && at < rows.source.count) {
			const found = await rows.between(at, at + range.bottom - place + 1);
			for (const line of found) if (line.kind === "data" && place <= range.bottom) out.set(place++, line);
			at += Math.max(1, found.length);
		}
	}
	return out;
}

async function readerFor({ grid, attributes, context, t }: Desk, range: Range): Promise<Reader> {
	const touched = attributesOf(grid.shownColumns.slice(range.left, range.right + 1), attributes);
	const kinds = new Set(touched.map((a) => a.kind));
	// Of one kind, names need not be looked up: they are there.
	return { context, t, directory: kinds.size > 1 ? await readDirectory(touched) : noDirectory };
}

function attributesOf(columns: readonly Column[], attributes: readonly Attribute[]): Attribute[] {
	return columns.flatMap((c) => attributes.find((a) => a.key === c.key) ?? []);
}

function contextOf({ context }: Desk, row: Row): FieldContext {
	const own = row.currency;
	return typeof own === "string" && own ? { ...context, currency: own } : context;
}

function span(from: number, to: number): number[] {
	return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

function show(grid: Grid, range: Range): void {
	const { active } = grid.selection;
	const start = { row: range.top, col: range.left };
	grid.select({ active: start, head: { row: range.bottom, col: range.right }, ranges: [range] }, active);
}
