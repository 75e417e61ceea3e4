import { numberStyle, decimalMark as ownMark } from "./conventions";
import { type Decimal, shift, tidy } from "./decimal";

export type ReadNumber = { value: Decimal; currency?: string; percent?: boolean };

const symbols: Record<string, string> = { "€": "EUR", "£": "GBP", US$: "USD", $: "USD", "¥": "JPY" };

let known: Set<string> | undefined;

// currencyIn finds a symbol, or a code before or behind the number: "EUR 12", "1.5MCHF".
function currencyIn(text: string): [mark: string, currency: string] | null {
	const symbol = /US\$|[€£$¥]/.exec(text)?.[0];
	if (symbol) return [symbol, symbols[symbol] ?? ""];
	known ??= new Set(Intl.supportedValuesOf("currency"));
	const code = /^[a-z]{3}|[a-z]{3}$/i.exec(text)?.[0];
	return code && known.has(code.toUpperCase()) ? [code, code.toUpperCase()] : null;
}

// readNumber understands a number as a person types or pastes it, in the
// language of the page: "1 234,56", "1,234.56", "(12)", "27,7 M€", "£1.2m",
// "12 %". It answers null for what is not one number. A lone comma or point is
// read by the language, unless the digits around it allow one reading only.
export function readNumber(text: string, lang: "en" | "fr"): ReadNumber | null {
	let rest = text.replace(/[\s\u00a0\u202f\u2009'’]/g, "").replace(/[−–]/g, "-");
	const read: ReadNumber = { value: "0" };
	const found = currencyIn(rest);
	if (found) {
		rest = rest.replace(found[0], "");
		read.currency = found[1];
	}
	if (rest.endsWith("%")) {
		read.percent = true;
		rest = rest.slice(0, -1);
	}
	let negative = false;
	if (/^\(.*\)$/.test(rest)) {
		negative = true;
		rest = rest.slice(1, -1);
	}
	const scale = /^(.*?\d)(k|m|md|mio|bn)$/i.exec(rest);
	const zeros = scale ? scaleOf(scale[2] ?? "") : 0;
	const digits = plainDigits(scale?.[1] ?? rest, lang);
	if (digits === null) return null;
	const value = tidy(shift(digits, -zeros));
	read.value = negative && value !== "0" ? flip(value) : value;
	return read;
}

function scaleOf(letters: string): number {
	const l = letters.toLowerCase();
	if (l === "k") return 3;
	return l === "md" || l === "bn" ? 9 : 6;
}

function flip(d: Decimal): Decimal {
	return d.startsWith("-") ? d.slice(1) : `-${d}`;
}

// plainDigits finds which mark separates decimals. Both present: the last one
// does. One, several times: groups. One, once: by the language, except that a
// group holds three digits.
function plainDigits(text: string, lang: "en" | "fr"): Decimal | null {
	const sign = /^[-+]/.exec(text)?.[0] ?? "";
	const body = text.slice(sign.length);
	if (!/^(\d[\d.,]*|[.,]\d+)$/.test(body)) return null;
	const decimal = decimalMark(body, lang);
	const group = decimal === "," ? "." : ",";
	const [whole = "", part = "", more] = decimal ? body.split(decimal) : [body];
	if (more !== undefined || part.includes(group)) return null;
	const groups = whole.split(/[.,]/);
	if (groups.length > 1 && groups.slice(1).some((g) => g.length !== 3)) return null;
	return tidy(`${sign === "-" ? "-" : ""}${groups.join("") || "0"}${part ? `.${part}` : ""}`);
}

function decimalMark(body: string, lang: "en" | "fr"): "," | "." | null {
	const comma = body.lastIndexOf(",");
	const point = body.lastIndexOf(".");
	if (comma >= 0 && point >= 0) return comma > point ? "," : ".";
	if (comma < 0 && point < 0) return null;
	const mark = comma >= 0 ? "," : ".";
	const [before = "", after = "", more] = body.split(mark);
	if (more !== undefined) return null;
	const couldGroup = after.length === 3 && before.length >= 1 && before.length <= 3 && before !== "0";
	const own = ownMark(lang);
	if (mark === own || !couldGroup) return mark;
	// In French a point is not a group, unless the organisation writes it so.
	return mark === "." && lang === "fr" && numberStyle(lang) !== "point" ? "." : null;
}
