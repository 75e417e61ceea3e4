import { useEffect, useState } from "react";
import { dayFromISO, formatDay, formatMonth, isoOfDay, isoOfMonth, monthFromISO } from "../format/day";
import { readDay, readMonth } from "../format/read-day";
import { useT } from "../i18n/use-lang";
import { DateField, TextField } from "./controls";
import { asText, comparing, type FieldKind, type InputProps, read, refuse } from "./kind";
import { paintText } from "./paint";

function DateInput({ value, onChange, attribute: _a, context, ...rest }: InputProps) {
	return (
		<DateField
			{...rest}
			value={dayFromISO(asText(value))}
			today={context.today}
			onChange={(d) => onChange(isoOfDay(d) || null)}
		/>
	);
}

function MonthInput({ value, onChange, attribute: _a, context, error, ...rest }: InputProps) {
	const t = useT();
	const month = monthFromISO(asText(value));
	const [typed, setTyped] = useState(formatMonth(month));
	const [wrong, setWrong] = useState(false);
	useEffect(() => setTyped(formatMonth(month)), [month]);
	const commit = () => {
		const next = readMonth(typed, context.today);
		setWrong(typed.trim() !== "" && !next);
		if (next || !typed.trim()) onChange(isoOfMonth(next) || null);
	};
	return (
		<TextField
			{...rest}
			value={typed}
			onChange={setTyped}
			onBlur={commit}
			onKeyDown={(e) => e.key === "Enter" && commit()}
			error={error ?? (wrong ? t("field.notMonth") : undefined)}
		/>
	);
}

const common = { align: "start", operators: comparing } as const;

export const date: FieldKind = {
	...common,
	kind: "date",
	width: 116,
	text: (v) => formatDay(dayFromISO(asText(v)), "short"),
	paint: (cell, v) => paintText(cell, formatDay(dayFromISO(asText(v)))),
	view: (v) => formatDay(dayFromISO(asText(v))),
	Input: DateInput,
	parse: (typed, _a, c) => {
		if (!typed.trim()) return read(null);
		const day = readDay(typed, c.today);
		return day ? read(isoOfDay(day)) : refuse("field.notDateText");
	},
	sortKey: (v) => dayFromISO(asText(v)) || null,
};

export const month: FieldKind = {
	...common,
	kind: "month",
	width: 104,
	text: (v) => formatMonth(monthFromISO(asText(v))),
	paint: (cell, v) => paintText(cell, formatMonth(monthFromISO(asText(v)))),
	view: (v) => formatMonth(monthFromISO(asText(v))),
	Input: MonthInput,
	parse: (typed, _a, c) => {
		if (!typed.trim()) return read(null);
		const m = readMonth(typed, c.today);
		return m ? read(isoOfMonth(m)) : refuse("field.notMonth");
	},
	sortKey: (v) => monthFromISO(asText(v)) || null,
};
