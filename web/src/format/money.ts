import { langState } from "../i18n/lang";
import { conventions, numberLocale } from "./conventions";
import { type Decimal, shift } from "./decimal";
import { numberFormat } from "./number";

export type Money = { amount: Decimal; currency: string };

// Scale says in what an amount is shown: units, thousands (k€) or millions (M€).
// "auto" writes large ones as the organisation does: in the largest that keeps three
// figures, unless it chose one.
export type Scale = "unit" | "thousand" | "million" | "auto";

type Exact = Intl.StringNumericLiteral;

// formatMoney writes an amount: "27,74 M€" in French, "27.74 M€" in English. In
// millions it has two places, in thousands none, and in units those of the currency
// unless it is whole. Sentences, letters and reports of the server write the same
// (overview/wording, testdata/amount).
export function formatMoney(m: Money, scale: Scale = "unit"): string {
	const step = scale === "auto" ? autoScale(m.amount) : scale;
	if (step === "unit") return plain(m);
	const [by, places, letter] = step === "million" ? ([6, 2, "M"] as const) : ([3, 0, "k"] as const);
	return beside(withPlaces(shift(m.amount, by), places), letter, m.currency);
}

// formatAmounts writes what is never added up, by currency, as a sum: "1.20 M€ + 500 k$".
export function formatAmounts(amounts: readonly Money[], scale: Scale = "auto"): string {
	const [first, ...rest] = inOrder(amounts);
	if (!first) return "";
	return formatMoney(first, scale) + rest.map((m) => ` ${sign(m)} ${formatMoney(unsigned(m), scale)}`).join("");
}

// signedAmounts writes what moved of it: "+1.20 M€ − 500 k$".
export function signedAmounts(amounts: readonly Money[]): string {
	const [first, ...rest] = inOrder(amounts).filter((m) => /[1-9]/.test(m.amount));
	return first ? sign(first) + formatAmounts([unsigned(first), ...rest]) : "";
}

// signedMoney writes a difference in one currency: "−1.20 M€".
export function signedMoney(m: Money): string {
	return sign(m) + formatMoney(unsigned(m), "auto");
}

const sign = (m: Money) => (m.amount.startsWith("-") ? "−" : "+");
const unsigned = (m: Money): Money => ({ ...m, amount: m.amount.replace("-", "") });
const inOrder = (amounts: readonly Money[]) => [...amounts].sort((a, b) => (a.currency < b.currency ? -1 : 1));

function autoScale(amount: Decimal): Scale {
	const digits = amount.replace("-", "").split(".")[0]?.length ?? 0;
	const large = conventions().money as Scale;
	if (large !== "auto") return digits > 4 ? large : "unit";
	return digits > 6 ? "million" : digits > 4 ? "thousand" : "unit";
}

function plain(m: Money): string {
	const whole = !/\.\d*[1-9]/.test(m.amount);
	return beside(withPlaces(m.amount, whole ? 0 : placesOf(m.currency)), "", m.currency);
}

function withPlaces(value: Decimal, places: number): string {
	const { lang, locale } = langState();
	return numberFormat(numberLocale(lang, locale), {
		minimumFractionDigits: places,
		maximumFractionDigits: places,
	}).format(value as Exact);
}

// beside puts the letter of the scale and the currency behind a number; a code of
// letters stands apart.
function beside(number: string, letter: string, currency: string): string {
	const symbol = currencySymbol(currency);
	const unit = letter && symbol === currency && currency ? `${letter}\u00a0${symbol}` : letter + symbol;
	return unit ? `${number}\u00a0${unit}` : number;
}

// placesOf is how many decimals the minor unit of a currency has.
function placesOf(currency: string): number {
	try {
		return numberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
	} catch {
		return 2;
	}
}

const symbols: Record<string, string> = { EUR: "€", GBP: "£", USD: "$", JPY: "¥" };

// currencySymbol is what stands beside amounts: a symbol where only one currency has
// it, else the code.
export function currencySymbol(currency: string): string {
	return symbols[currency] ?? currency;
}
