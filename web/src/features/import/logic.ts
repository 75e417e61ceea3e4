import type { Kind } from "../../api/types";
import { type Day, dayOf, lastDay } from "../../format/day";
import { addDecimals, compareDecimals, type Decimal } from "../../format/decimal";
import { fold } from "../../format/fold";
import type { Doubtful, Import, ImportChange, ImportColumn, Match, Sums, Target } from "./types";

export type StepId = "file" | "columns" | "matches" | "check" | "done";
export const stepIds: readonly StepId[] = ["file", "columns", "matches", "check", "done"];

// stepOf is the step to show: the one in the address where the state of the
// import allows it, else the one its state asks for.
export function stepOf(i: Pick<Import, "state" | "report">, wanted: string): StepId {
	const open = i.state === "draft" || i.state === "checked" || i.state === "failed";
	if (!open && i.state !== "undone") return "done";
	if (wanted !== "done" && stepIds.includes(wanted as StepId)) return wanted as StepId;
	if (!open) return "done";
	if (i.state === "draft" || !i.report) return "columns";
	return openPairs(i) > 0 ? "matches" : "check";
}

// openPairs counts the doubtful matches that no one has decided.
export function openPairs(i: Pick<Import, "report">): number {
	return (i.report?.doubtful ?? []).filter((d) => d.decision === "").length;
}

// mergeImport is the import as it will be after a change, for the screen.
export function mergeImport(i: Import, change: ImportChange): Import {
	const { columns = [], matches = [], portfolio, portfolio_name, ...plain } = change;
	const changed = new Map(columns.map((c) => [c.number, c]));
	const decided = new Set(matches.map((m) => m.row));
	return {
		...i,
		...plain,
		state: "draft",
		portfolio: portfolio_name ? { id: "", name: portfolio_name, new: true } : i.portfolio,
		columns: (i.columns ?? []).map((c) => (changed.has(c.number) ? mergeColumn(c, changed.get(c.number)) : c)),
		matches: [...(i.matches ?? []).filter((m) => !decided.has(m.row)), ...matches.filter((m) => m.decision !== "")],
	};
}

function mergeColumn(c: ImportColumn, change: Partial<ImportColumn> = {}): ImportColumn {
	const { values, ...plain } = change;
	const chosen = new Map((values ?? []).map((v) => [v.text, v.option]));
	return {
		...c,
		...plain,
		values: (c.values ?? []).map((v) => ({ ...v, option: chosen.get(v.text) ?? v.option })),
	};
}

const months: [RegExp, number][] = [
	[/^jan/, 1],
	[/^(fev|feb)/, 2],
	[/^mar/, 3],
	[/^(avr|apr)/, 4],
	[/^(mai|may)/, 5],
	[/^(juin|jun)/, 6],
	[/^(juil|jul)/, 7],
	[/^(aou|aug)/, 8],
	[/^sep/, 9],
	[/^oct/, 10],
	[/^nov/, 11],
	[/^dec/, 12],
];

// dayInName finds the date an edition's file name holds: "2016-11-30", "30.11.2016",
// "2016-11", "201611", "novembre 2016", "T3 2016". A month or a quarter is its last
// day; a year alone is too vague. 0 for none, or for a day after today.
export function dayInName(name: string, today: Day): Day {
	const plain = fold(name).replace(/\.[a-z0-9]{2,4}$/, "");
	const day = wholeDay(plain) || quarter(plain) || monthInFigures(plain) || monthInWords(plain);
	return day > today ? 0 : day;
}

function wholeDay(text: string): Day {
	const iso = /(?<!\d)((?:19|20)\d\d)[-_. ]?(\d\d)[-_. ]?(\d\d)(?!\d)/.exec(text);
	if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
	const dayFirst = /(?<!\d)(\d{1,2})[-_. ](\d{1,2})[-_. ]((?:19|20)\d\d)(?!\d)/.exec(text);
	return dayFirst ? dayOf(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1])) : 0;
}

function monthInFigures(text: string): Day {
	const yearFirst = /(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)/.exec(text);
	if (yearFirst) return endOf(Number(yearFirst[1]), Number(yearFirst[2]));
	const monthFirst = /(?<!\d)(0?[1-9]|1[0-2])[-_. ]((?:19|20)\d\d)(?!\d)/.exec(text);
	return monthFirst ? endOf(Number(monthFirst[2]), Number(monthFirst[1])) : 0;
}

function monthInWords(text: string): Day {
	for (const [, word = "", year] of text.matchAll(/([a-z]{3,9})[-_. ]*((?:19|20)\d\d)(?!\d)/g)) {
		const month = monthNamed(word);
		if (month) return endOf(Number(year), month);
	}
	for (const [, year, word = ""] of text.matchAll(/(?<!\d)((?:19|20)\d\d)[-_. ]*([a-z]{3,9})/g)) {
		const month = monthNamed(word);
		if (month) return endOf(Number(year), month);
	}
	return 0;
}

const monthWords =
	/^(janv?(ier)?|january|fevr?(ier)?|feb(ruary)?|mars?|march|avr(il)?|apr(il)?|mai|may|juin|june?|juil(let)?|july?|aout|aug(ust)?|sept?(embre|ember)?|oct(obre|ober)?|nov(embre|ember)?|dec(embre|ember)?)$/;

function monthNamed(word: string): number {
	return monthWords.test(word) ? (months.find(([start]) => start.test(word))?.[1] ?? 0) : 0;
}

function quarter(text: string): Day {
	const yearFirst = /(?<!\d)((?:19|20)\d\d)[-_. ]*[qt]([1-4])(?!\d)/.exec(text);
	if (yearFirst) return endOf(Number(yearFirst[1]), 3 * Number(yearFirst[2]));
	const quarterFirst = /(?<![a-z])[qt]([1-4])[-_. ]*((?:19|20)\d\d)(?!\d)/.exec(text);
	return quarterFirst ? endOf(Number(quarterFirst[2]), 3 * Number(quarterFirst[1])) : 0;
}

function endOf(year: number, month: number): Day {
	return lastDay(year * 12 + month - 1);
}

const vague =
	/^(edition|export|extract|extraction|version|v\d+|final|def|copie|copy|published|data|liste?|q[1-4]|t[1-4])$/;

// nameFromFile proposes the name of a portfolio: what is left of the file's name
// without its date and the words every file has.
export function nameFromFile(file: string): string {
	const words = file
		.replace(/\.[a-z0-9]{2,4}$/i, "")
		.split(/[\s_.\-()]+/)
		.filter((w) => w && !/^\d+$/.test(w) && !vague.test(fold(w)) && !monthNamed(fold(w)));
	const name = words.join(" ");
	return name.charAt(0).toUpperCase() + name.slice(1);
}

// taken are the attributes that another column of the file fills already.
export function taken(columns: ImportColumn[], but: number): Map<string, ImportColumn> {
	const out = new Map<string, ImportColumn>();
	for (const c of columns) {
		if (c.number !== but && c.action === "attribute") out.set(c.attribute, c);
	}
	return out;
}

// attributeOrder are the attributes that the columns fill, in their order.
export function attributeOrder(i: Pick<Import, "columns">): string[] {
	const used = (i.columns ?? []).filter((c) => c.action !== "ignore");
	return used.map((c) => (c.action === "new" ? c.new?.key : c.attribute) ?? "");
}

// inOrder puts the changes of a row in the order of the columns; what follows
// from them comes last.
export function inOrder<T extends { attribute: string }>(changes: T[], order: string[]): T[] {
	const place = (c: T) => {
		const at = order.indexOf(c.attribute);
		return at < 0 ? order.length : at;
	};
	return [...changes].sort((a, b) => place(a) - place(b));
}

export type Doubt = "sure" | "likely" | "unsure";

export function doubtOf(c: ImportColumn): Doubt {
	if (c.confidence >= 85) return "sure";
	return c.confidence >= 60 ? "likely" : "unsure";
}

// needsLook tells whether a column deserves the reader's eye: a doubtful guess or
// cells that cannot be read.
export function needsLook(c: ImportColumn): boolean {
	return c.unread > 0 || (c.action !== "ignore" && doubtOf(c) !== "sure") || untaken(c) > 0;
}

export function untaken(c: ImportColumn): number {
	return (c.values ?? []).filter((v) => v.option === "").length;
}

// programmeDoubt is a text of a column of programmes that waits for an answer, as
// it was decided since.
export function programmeDoubt(i: Pick<Import, "columns">, d: Doubtful): Doubtful {
	const value = i.columns?.find((c) => c.number === d.column)?.values?.find((v) => v.text === d.name);
	if (!value || value.option === "?") return { ...d, decision: "" };
	if (value.option === "+") return { ...d, decision: "new" };
	if (value.option === "") return { ...d, decision: "skip" };
	return { ...d, decision: "same", project: value.option };
}

// decisions are what is to be sent for what was decided of some doubts: matches of
// rows, and values of columns of programmes.
export function decisions(i: Pick<Import, "columns">, decided: [Doubtful, Match][]): ImportChange {
	const out: ImportChange = {};
	for (const [d, m] of decided) {
		if (!d.column) {
			out.matches = [...(out.matches ?? []), m];
			continue;
		}
		const option = m.decision === "same" ? (m.project ?? "?") : m.decision === "new" ? "+" : "";
		const count = i.columns?.find((c) => c.number === d.column)?.values?.find((v) => v.text === d.name)?.count ?? 0;
		const at = out.columns?.find((c) => c.number === d.column);
		const value = { text: d.name, count, option };
		if (at) at.values = [...(at.values ?? []), value];
		else out.columns = [...(out.columns ?? []), { number: d.column, values: [value] }];
	}
	return out;
}

export function newValues(c: ImportColumn): number {
	return (c.values ?? []).filter((v) => v.option === "+").length;
}

export const hasValues = (kind: Kind | ""): boolean => kind === "choice" || kind === "choices";

// namesNew tells whether a column names programmes that are not there.
export const namesNew = (c: ImportColumn): boolean => c.kind === "project" && (c.values ?? []).length > 0;
export const isNumeric = (kind: Kind | ""): boolean => kind === "money" || kind === "number" || kind === "percent";

// instead are attributes that say the same as a required one.
const instead: Record<string, string> = { project: "project_code", name: "login" };

// missing are the required attributes that no column fills.
export function missing(targets: Target[], columns: ImportColumn[]): Target[] {
	const filled = taken(columns, 0);
	return targets.filter((a) => a.required && !filled.has(a.key) && !filled.has(instead[a.key] ?? ""));
}

// difference is after − before, by currency; null where both are equal.
export function difference(before: Sums, after: Sums): Record<string, Decimal> | null {
	const out: Record<string, Decimal> = {};
	for (const unit of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
		const d = addDecimals([after?.[unit] ?? "0", negative(before?.[unit] ?? "0")]);
		if (compareDecimals(d, "0") !== 0) out[unit] = d;
	}
	return Object.keys(out).length ? out : null;
}

function negative(d: Decimal): Decimal {
	return d.startsWith("-") ? d.slice(1) : `-${d}`;
}

// keyOf makes the key of a new attribute out of its name: "Zone fonctionnelle" is
// "zone_fonctionnelle".
export function keyOf(name: string): string {
	return fold(name)
		.replace(/[^a-z0-9]+/g, "_")
		.replace(/^_+|_+$/g, "")
		.slice(0, 40)
		.replace(/^(\d)/, "x_$1");
}

// lettersOf writes the number of a column as spreadsheets do: 28 is "AB".
export function lettersOf(column: number): string {
	let out = "";
	for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) out = String.fromCharCode(65 + ((n - 1) % 26)) + out;
	return out;
}
