// Numbers travel as decimal strings ("-1234.50") and are never made floating
// point on their way to the screen: Intl formats the string itself, exactly.

export type Decimal = string;

const shape = /^-?\d+(?:\.\d+)?$/;

export function isDecimal(text: string): boolean {
	return shape.test(text);
}

// shift moves the decimal point left (places > 0) or right: shift("1234.5", 3)
// is "1.2345".
export function shift(d: Decimal, places: number): Decimal {
	const negative = d.startsWith("-");
	const [whole = "0", part = ""] = (negative ? d.slice(1) : d).split(".");
	let digits = whole + part;
	let point = whole.length - places;
	if (point <= 0) {
		digits = "0".repeat(1 - point) + digits;
		point = 1;
	}
	if (point > digits.length) digits = digits.padEnd(point, "0");
	return tidy(
		(negative ? "-" : "") + digits.slice(0, point) + (point < digits.length ? `.${digits.slice(point)}` : ""),
	);
}

// tidy removes zeros that say nothing: "-0012.500" is "-12.5", "-0.0" is "0".
export function tidy(d: Decimal): Decimal {
	const negative = d.startsWith("-");
	let [whole = "0", part = ""] = (negative ? d.slice(1) : d).split(".");
	whole = whole.replace(/^0+(?=\d)/, "");
	part = part.replace(/0+$/, "");
	const plain = part ? `${whole}.${part}` : whole;
	return negative && plain !== "0" ? `-${plain}` : plain;
}

// compareDecimals orders two decimals by value, exactly.
export function compareDecimals(a: Decimal, b: Decimal): number {
	const difference = Number(a) - Number(b);
	if (Math.abs(difference) > 1e-6 || Number.isNaN(difference)) return Math.sign(difference);
	const [x, y] = aligned(a, b);
	return x < y ? -1 : x > y ? 1 : 0;
}

// addDecimals sums exactly.
export function addDecimals(list: Iterable<Decimal>): Decimal {
	let sum = 0n;
	for (const d of list) sum += scaled(d);
	return tidy(shift(sum.toString(), places));
}

const places = 6;

function scaled(d: Decimal): bigint {
	const negative = d.startsWith("-");
	const [whole = "0", part = ""] = (negative ? d.slice(1) : d).split(".");
	const n = BigInt(whole + part.slice(0, places).padEnd(places, "0"));
	return negative ? -n : n;
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint] {
	return [scaled(a), scaled(b)];
}

// meanOf is the mean of some values, each as heavy as its weight, to four places
// and rounded half away from zero; null when the weights do not weigh anything.
export function meanOf(values: readonly Decimal[], weights: readonly Decimal[]): Decimal | null {
	const parts = (d: Decimal) => scaled(d) / 100n;
	let sum = 0n;
	let by = 0n;
	values.forEach((value, i) => {
		const weight = parts(weights[i] ?? "0");
		sum += parts(value) * weight;
		by += weight;
	});
	if (by <= 0n) return null;
	const twice = 2n * sum + (sum < 0n ? -by : by);
	return tidy(shift((twice / (2n * by)).toString(), 4));
}
