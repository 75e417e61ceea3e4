import { langState } from "../i18n/lang";
import { numberLocale } from "./conventions";
import { type Decimal, shift } from "./decimal";

const formats = new Map<string, Intl.NumberFormat>();

// numberFormat is Intl's, made once for each language and set of options.
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const key = locale + JSON.stringify(options);
	let f = formats.get(key);
	if (!f) {
		f = new Intl.NumberFormat(locale, options);
		formats.set(key, f);
	}
	return f;
}

type Exact = Intl.StringNumericLiteral;

// written is the locale in which the organisation writes numbers on this page.
function written(): string {
	const { lang, locale } = langState();
	return numberLocale(lang, locale);
}

// formatNumber writes a decimal with all its digits, at most `most` after the
// point: "1 234,56" or "1,234.56".
export function formatNumber(d: Decimal, most = 4, least = 0): string {
	return numberFormat(written(), { maximumFractionDigits: most, minimumFractionDigits: least }).format(d as Exact);
}

// formatPercent takes points: "12.5" is 12,5 %.
export function formatPercent(d: Decimal, most = 1): string {
	return numberFormat(written(), { style: "percent", maximumFractionDigits: most }).format(shift(d, 2) as Exact);
}

export function formatCount(n: number): string {
	return numberFormat(written(), {}).format(n);
}

// formatSigned shows the sign of a difference, a true minus included: "+12,5".
export function formatSigned(d: Decimal, most = 2): string {
	return numberFormat(written(), { maximumFractionDigits: most, signDisplay: "exceptZero" })
		.format(d as Exact)
		.replace("-", "−");
}

// formatBytes writes a file's size: "1,2 Mo" or "1.2 MB".
export function formatBytes(n: number): string {
	const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
	const step = n < 1000 ? 0 : n < 1e6 ? 1 : n < 1e9 ? 2 : 3;
	return numberFormat(langState().locale, {
		style: "unit",
		unit: units[step],
		unitDisplay: step ? "short" : "long",
		maximumFractionDigits: step > 1 ? 1 : 0,
	}).format(n / 1000 ** step);
}
