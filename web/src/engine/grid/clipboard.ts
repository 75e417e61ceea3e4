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
