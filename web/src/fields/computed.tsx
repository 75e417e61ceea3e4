import { asText, comparing, type FieldKind, type InputProps, refuse } from "./kind";
import { asNamed } from "./named";
import { asDecimal, asMoney, money, number, percent } from "./number";
import { text } from "./text";
import { date, month } from "./time";
import { yesNo } from "./yes-no";

// kindOf is how a computed value is shown: by what the formula gives, else by
// the shape of the value.
function kindOf(v: unknown, gives?: string): FieldKind {
	if (gives === "percent") return percent;
	if (gives === "month") return month;
	if (asMoney(v)) return money;
	if (asDecimal(v) !== null) return number;
	if (typeof v === "boolean") return yesNo;
	if (/^\d{4}-\d\d-\d\d$/.test(asText(v))) return date;
	return text;
}

function shown(v: unknown): unknown {
	return asNamed(v)?.name ?? v;
}

function ReadOnly({ value, attribute, context, label }: InputProps) {
	return (
		<div>
			{label}: {computed.view(value, attribute, context)}
		</div>
	);
}

// computed is never typed: its formula gives it.
export const computed: FieldKind = {
	kind: "computed",
	align: "end",
	width: 120,
	text: (v, a, c) => kindOf(v, a.gives).text(shown(v), a, c),
	paint: (cell, v, a, c) => kindOf(v, a.gives).paint(cell, shown(v), a, c),
	view: (v, a, c) => kindOf(v, a.gives).view(shown(v), a, c),
	Input: ReadOnly,
	parse: () => refuse("field.isComputed"),
	operators: comparing,
	sortKey: (v, a, c) => kindOf(v, a.gives).sortKey(shown(v), a, c),
};
