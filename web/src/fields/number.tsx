import type { Attribute } from "../api/types";
import { type Decimal, isDecimal } from "../format/decimal";
import { formatLoad, isLoad } from "../format/load";
import { currencySymbol, formatMoney, type Money } from "../format/money";
import { formatNumber, formatPercent } from "../format/number";
import { readNumber } from "../format/read-number";
import { langState } from "../i18n/lang";
import { NumberField } from "./controls";
import { comparing, type FieldContext, type FieldKind, type InputProps, read, refuse } from "./kind";
import { paintBar, paintText } from "./paint";

export function asDecimal(v: unknown): Decimal | null {
	if (typeof v === "number" && Number.isFinite(v)) return String(v);
	return typeof v === "string" && isDecimal(v) ? v : null;
}

export function asMoney(v: unknown): Money | null {
	if (!v || typeof v !== "object") return null;
	const { amount, currency } = v as Partial<Money>;
	return typeof amount === "string" && isDecimal(amount) ? { amount, currency: currency ?? "" } : null;
}

function NumberInput({ value, attribute, context: _c, ...rest }: InputProps) {
	return (
		<NumberField
			{...rest}
			value={asDecimal(value)}
			unit={attribute.kind === "percent" ? "%" : attribute.unit ? measure(attribute.unit, "2") : undefined}
		/>
	);
}

function MoneyInput({ value, onChange, attribute: _a, context, ...rest }: InputProps) {
	const money = asMoney(value);
	const currency = money?.currency || context.currency;
	return (
		<NumberField
			{...rest}
			value={money?.amount ?? null}
			unit={currencySymbol(currency)}
			onChange={(amount) => onChange(amount === null ? null : { amount, currency })}
		/>
	);
}

const common = { align: "end", operators: comparing } as const;

function withUnit(d: Decimal | null, a: Attribute): string {
	if (d === null) return "";
	if (isLoad(a.unit)) return formatLoad(d, langState().t);
	return a.unit ? `${formatNumber(d, 2)}\u00a0${measure(a.unit, d)}` : formatNumber(d);
}

// measure is the word of a unit that the program itself brings; those of an
// administrator stand as written.
function measure(unit: string, d: Decimal): string {
	const { t } = langState();
	if (unit === "years") return t("measure.years", { count: Number(d) });
	if (unit === "days") return t("measure.days", { count: Number(d) });
	return unit;
}

export const number: FieldKind = {
	...common,
	kind: "number",
	width: 110,
	text: (v) => (asDecimal(v) === null ? "" : formatNumber(asDecimal(v) ?? "0")),
	paint: (cell, v, a) => paintText(cell, withUnit(asDecimal(v), a)),
	view: (v, a) => withUnit(asDecimal(v), a),
	Input: NumberInput,
	parse: (typed, _a, c) => {
		if (!typed.trim()) return read(null);
		const n = readNumber(typed, c.lang);
		return n && !n.percent && !n.currency ? read(n.value) : refuse("field.notNumber");
	},
	sortKey: (v) => numeric(asDecimal(v)),
};

function percentText(v: unknown): string {
	const d = asDecimal(v);
	return d === null ? "" : formatPercent(d);
}

// percent is held in points: "12.5" is 12,5 %.
export const percent: FieldKind = {
	...common,
	kind: "percent",
	width: 130,
	text: percentText,
	paint: (cell, v) =>
		asDecimal(v) === null ? paintText(cell, "") : paintBar(cell, Number(asDecimal(v)), percentText(v)),
	view: (v) =>
		asDecimal(v) === null ? null : (
			<span className="field-progress">
				<span className="cell-track">
					<span className="cell-bar" style={{ inlineSize: `${Math.max(0, Math.min(100, Number(asDecimal(v))))}%` }} />
				</span>
				<span className="cell-figure">{percentText(v)}</span>
			</span>
		),
	Input: NumberInput,
	parse: (typed, _a, c) => {
		if (!typed.trim()) return read(null);
		const n = readNumber(typed, c.lang);
		return n && !n.currency ? read(n.value) : refuse("field.notPercent");
	},
	sortKey: (v) => numeric(asDecimal(v)),
};

function moneyText(v: unknown, c: FieldContext): string {
	const m = asMoney(v);
	return m ? formatMoney(m, c.scale) : "";
}

// money is copied whole whatever the scale it is shown in.
export const money: FieldKind = {
	...common,
	kind: "money",
	width: 130,
	text: (v) => (asMoney(v) ? formatNumber(asMoney(v)?.amount ?? "0") : ""),
	paint: (cell, v, _a, c) => paintText(cell, moneyText(v, c)),
	view: (v, _a, c) => moneyText(v, c),
	Input: MoneyInput,
	parse: (typed, _a, c) => {
		if (!typed.trim()) return read(null);
		const n = readNumber(typed, c.lang);
		return n && !n.percent ? read({ amount: n.value, currency: n.currency ?? c.currency }) : refuse("field.notMoney");
	},
	sortKey: (v) => numeric(asMoney(v)?.amount ?? null),
};

function numeric(d: Decimal | null): number | null {
	return d === null ? null : Number(d);
}
