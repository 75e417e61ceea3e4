import { currencySymbol } from "../../format/money";

const usual = ["EUR", "GBP", "USD", "CHF", "CAD", "SEK", "NOK", "DKK", "PLN", "XOF", "MAD", "TND", "JPY", "AUD"];

// currencies are those offered for a column, the one in use among them.
export function currencies(own: string): { id: string; name: string; detail: string }[] {
	const all = own && !usual.includes(own) ? [own, ...usual] : usual;
	return all.map((code) => ({ id: code, name: code, detail: currencySymbol(code) }));
}
