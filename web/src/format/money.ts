import { langState } from "../i18n/lang";
import { type Decimal, shift } from "./decimal";
import { numberFormat } from "./number";

export type Money = { amount: Decimal; currency: string };

// Scale says in what an amount is shown: units, thousands (k€) or millions (M€).
// "auto" takes the largest that keeps three figures.
export type Scale = "unit" | "thousand" | "million" | "auto";

type Exact = Intl.StringNumericLiteral;

// formatMoney writes an amount as the language does: "1 234,56 €" and
// "27,74 M€" in French, "€1,234.56" and "€27.74m" in English. A scaled amount
// shows two decimals in millions and none in thousands.
export function formatMoney(m: Money, scale: Scale = "unit"): string {
	const step = scale === "auto" ? autoScale(m.amount) : scale;
	if (step === "unit") return plain(m);
	const places = step === "million" ? 6 : 3;
	const most = step === "million" ? 2 : 0;
	return scaled(shift(m.amount, places), m.currency, step, most);
}

function autoScale(amount: Decimal): Scale {
	const digits = amount.replace("-", "").split(".")[0]?.length ?? 0;
	return digits > 6 ? "million" : digits > 4 ? "thousand" : "unit";
}

function plain(m: Money): string {
	const { locale } = langState();
	try {
		const whole = !/\.\d*[1-9]/.test(m.amount);
		return numberFormat(locale, {
			style: "currency",
			currency: m.currency,
			currencyDisplay: "narrowSymbol",
			...(whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}),
		}).format(m.amount as Exact);
	} catch {
		return `${numberFormat(locale, {}).format(m.amount as Exact)} ${m.currency}`;
	}
}

function scaled(value: Decimal, currency: string, step: Scale, most: number): string {
	const { lang, locale } = langState();
	const number = numberFormat(locale, { minimumFractionDigits: most, maximumFractionDigits: most }).format(
		value as Exact,
	);
	const symbol = currencySymbol(currency);
	const letter = step === "million" ? (lang === "fr" ? "M" : "m") : "k";
	if (lang === "fr") return `${number}\u00a0${letter}${symbol}`;
	return number.startsWith("-") ? `-${symbol}${number.slice(1)}${letter}` : `${symbol}${number}${letter}`;
}

export function currencySymbol(currency: string): string {
	try {
		const parts = numberFormat(langState().locale, {
			style: "currency",
			currency,
			currencyDisplay: "narrowSymbol",
		}).formatToParts(0);
		return parts.find((p) => p.type === "currency")?.value ?? currency;
	} catch {
		return currency;
	}
}
