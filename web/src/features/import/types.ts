// The shapes of the import API, as far as the wizard uses them.

import type { Id, Kind, Named } from "../../api/types";
import type { Bilingual } from "../../i18n/lang";

export type ImportState = "draft" | "checked" | "applying" | "applied" | "retracting" | "failed" | "undoing" | "undone";

// Options say how the cells of a column are read; an empty one is guessed cell
// by cell.
export type Options = {
	decimal: "" | "," | ".";
	date_order: "" | "day_first" | "month_first";
	multiplier: number;
	currency: string;
	fraction: boolean;
	span: "" | "years" | "months" | "weeks" | "days";
	separator: string;
	period_end: boolean;
};

// CellValue is one word of a list found in the file. option is the key of a
// choice, "+" for a new one, "" for one not taken. Of a column of programmes it
// is one that is not there: "+" makes it, "?" waits for an answer: near are those
// whose names are alike.
export type CellValue = { text: string; count: number; option: string; near?: string[] };
export type NewAttribute = { key: string; kind: Kind; label: Bilingual; consolidation: string };
export type Action = "attribute" | "new" | "ignore";

export type ImportColumn = {
	number: number;
	letter: string;
	header: string;
	action: Action;
	attribute: string;
	new: NewAttribute | null;
	options: Options;
	values: CellValue[] | null;
	kind: Kind | "";
	samples: string[] | null;
	filled: number;
	unread: number;
	confidence: number;
	notes: string[] | null;
};

export type ColumnChange = { number: number } & Partial<
	Pick<ImportColumn, "action" | "attribute" | "new" | "options" | "values">
>;

export type Target = {
	key: string;
	kind: Kind;
	label: string;
	section: string;
	required: boolean;
	choices: { key: string; label: string }[] | null;
};

export type Candidate = { id: Id; name: string; code: string; unit: string; score: number; why: string };
export type Doubtful = {
	row: number;
	name: string;
	decision: Decision;
	project?: Id;
	candidates: Candidate[] | null;
	// lone: the row has nothing but a name, and may be the title of a section
	lone?: boolean;
	// column: of programmes, where name is one of its texts, nearly a candidate's
	column?: number;
};
export type Decision = "" | "same" | "new" | "skip" | "section";
// LeftLine is a line of the file that is no record: a title, a total, a remark;
// or was, until somebody said that it is one.
export type LeftLine = { row: number; kind: "section" | "total" | "remark"; name: string; record: boolean };
export type Match = { row: number; decision: Decision; project?: Id };

export type Sums = Record<string, string> | null;
export type Total = { file: Sums; before: Sums; after: Sums; cells: number; unread: number };
export type RefusedCell = { row: number; column: string; attribute: string; value: string; reason: string };
export type Kept = { project: Named; attribute: string; reason: string };

export type Report = {
	rows: number;
	new: number;
	changed: number;
	unchanged: number;
	gone: number;
	refused: number;
	doubtful_count: number;
	doubtful: Doubtful[] | null;
	totals: Record<string, Total> | null;
	cells_refused: RefusedCell[] | null;
	cells_refused_count: number;
	unreadable: Record<string, number> | null;
	rows_refused: { row: number; name: string; reason: string }[] | null;
	new_units: string[] | null;
	new_fields: { key: string; kind: Kind; label: string }[] | null;
	new_options: { attribute: string; label: string }[] | null;
	new_programmes: string[] | null;
	left?: LeftLine[] | null;
	notes: string[] | null;
	// kept: what undoing left, because it was changed since
	kept: Kept[] | null;
};

// ImportObject is a kind of object that can be imported.
export type ImportObject = {
	object: string;
	label: string;
	help: string;
	permission: string;
	// portfolio: its rows go into one
	portfolio: boolean;
	// dated: what the file says is true from a date
	dated: boolean;
	// grows: new attributes can come with the file
	grows: boolean;
};

// Preview is the corner of a sheet as it lies in the file.
export type Preview = {
	sheet: string;
	columns: number;
	width: number;
	height: number;
	lines: { number: number; hidden: boolean; cells: string[] }[];
	merged: { row: number; column: number; last_row: number; last_column: number }[];
};

export type ImportLine = {
	id: Id;
	version: number;
	object: string;
	state: ImportState;
	file: { name: string; size: number; digest: string; encoding: string; separator: string };
	portfolio: { id: Id; name: string; new: boolean } | null;
	as_of: string;
	created: string;
	created_by: Named | null;
	applied: string | null;
	report?: Partial<Report> | null;
};

export type Import = ImportLine & {
	sheets: { name: string; hidden: boolean; rows: number; columns: number }[] | null;
	sheet: string;
	first_header_row: number;
	header_row: number;
	transposed: boolean;
	notes: string[] | null;
	mapping: Named | null;
	currency: string;
	empty: "clear" | "keep";
	gone: "leave" | "keep";
	doubtful: "ask" | "same" | "new";
	columns: ImportColumn[] | null;
	attributes: Target[] | null;
	// may: what the import may add beside its rows
	may?: { catalogue: boolean; units: boolean; programmes: boolean };
	matches: (Match & { name?: string })[] | null;
	report: Report | null;
	done: number;
	total: number;
	problem: string;
};

export type ImportChange = Partial<
	Pick<
		Import,
		"sheet" | "first_header_row" | "header_row" | "transposed" | "as_of" | "currency" | "empty" | "gone" | "doubtful"
	>
> & { portfolio?: Id; portfolio_name?: string; columns?: ColumnChange[]; matches?: Match[] };

export type RowKind = "new" | "changed" | "unchanged" | "gone" | "refused";
export type RowChange = {
	attribute: string;
	before: unknown;
	after: unknown;
	before_text?: string;
	after_text?: string;
};
export type ImportRow = {
	row: number;
	kind: string;
	name: string;
	project: Named | null;
	changes: RowChange[] | null;
	cells_refused: Omit<RefusedCell, "row">[] | null;
	reason: string;
};

export type SavedMapping = {
	id: Id;
	object: string;
	name: string;
	automatic: boolean;
	headers: string[] | null;
	created: string;
};
