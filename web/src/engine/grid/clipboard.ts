/** Tab-separated text as spreadsheets write and read it. Pure. */

export type Matrix = readonly (readonly string[])[];

/** A field that holds a tab, a line end or a quote is put in quotes. `parseTsv` reads it back. */
export function formatTsv(matrix: Matrix): string {
	const text = matrix.map((row) => row.map(quoted).join("\t")).join("\r\n");
	const last = matrix.at(-1);
	const blankEnd = matrix.length > 1 && last?.length === 1 && last[0] === "";
	return blankEnd ? `${text}\r\n` : text;
}

function quoted(field: string): string {
	return /[\t\r\n"]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/**
 * Rows of fields, as they were copied. One line end at the very end belongs to
 * the last row. A quote counts only where it opens a field and is closed;
 * elsewhere it is a character.
 */
export function parseTsv(text: string): string[][] {
	const rows: string[][] = [[]];
	let at = 0;
	while (true) {
		const field = readQuoted(text, at) ?? readPlain(text, at);
		rows.at(-1)?.push(field.text);
		at = field.end;
		if (at >= text.length) return rows;
		if (text[at] === "\t") {
			at++;
			continue;
		}
		at += text.startsWith("\r\n", at) ? 2 : 1;
		if (at >= text.length) return rows;
		rows.push([]);
	}
}

type Field = { readonly text: string; readonly end: number };

function readPlain(text: string, from: number): Field {
	let end = from;
	while (end < text.length && !isBreak(text[end])) end++;
	return { text: text.slice(from, end), end };
}

/** A field in quotes, or undefined when what stands here is not one. */
function readQuoted(text: string, from: number): Field | undefined {
	if (text[from] !== '"') return undefined;
	let close = text.indexOf('"', from + 1);
	while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
	if (close < 0) return undefined;
	const end = close + 1;
	if (end < text.length && !isBreak(text[end])) return undefined;
	return { text: text.slice(from + 1, close).replaceAll('""', '"'), end };
}

function isBreak(character: string | undefined): boolean {
	return character === "\t" || character === "\n" || character === "\r";
}

/** A cell with the plain decimal behind it, where it is a figure. */
export type Marked = { readonly text: string; readonly number?: string };

/**
 * The same as a table, which spreadsheets prefer: a figure carries its value, and
 * text stays text, whatever it looks like: "007", "1/2", "=cmd".
 */
export function formatHtml(matrix: readonly (readonly Marked[])[]): string {
	const rows = matrix.map((row) => `<tr>${row.map(htmlCell).join("")}</tr>`);
	return `<meta charset="utf-8"><table>${rows.join("")}</table>`;
}

function htmlCell({ text, number }: Marked): string {
	if (number !== undefined) return `<td x:num="${number}" sdval="${number}">${escaped(text)}</td>`;
	const typed = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(text);
	const style = typed || text === "" ? "" : ` style="mso-number-format:'\\@'"`;
	return `<td${style}>${escaped(text)}</td>`;
}

function escaped(text: string): string {
	const plain = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
	return plain.replace(/\r\n|\r|\n/g, `<br style="mso-data-placement:same-cell">`);
}

/** The rows of the first table in a page's text; none where there is no table. */
export function parseHtml(html: string): string[][] {
	if (!/<t[dhr][\s>]/i.test(html)) return [];
	const page = new DOMParser().parseFromString(html, "text/html");
	const table = page.querySelector("table");
	return [...(table?.rows ?? [])].map((row) => [...row.cells].flatMap(cellTexts));
}

/** A cell over several columns fills the first and leaves the others empty. */
function cellTexts(cell: HTMLTableCellElement): string[] {
	for (const br of cell.querySelectorAll("br")) br.replaceWith("\n");
	const text = (cell.textContent ?? "").replace(/[ \t\r]*\n[ \t\r]*/g, "\n").trim();
	const more = Math.max(1, Math.min(cell.colSpan || 1, 1000));
	return [text, ...new Array<string>(more - 1).fill("")];
}
