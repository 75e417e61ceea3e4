import { type Decimal, shift, tidy } from "./decimal";

// Fraction is an exact number of ten-thousandths; den is above zero.
export type Fraction = { num: bigint; den: bigint };

// quotient writes a fraction with some places (0 to 4), rounded half away from zero.
export function quotient({ num, den }: Fraction, places: number): Decimal {
	const step = den * 10n ** BigInt(4 - places);
	const twice = 2n * num + (num < 0n ? -step : step);
	return tidy(shift((twice / (2n * step)).toString(), places));
}

// exactly is a decimal in ten-thousandths.
export function exactly(d: Decimal): bigint {
	return BigInt(tidy(shift(d, -4)).split(".")[0] ?? "0");
}
