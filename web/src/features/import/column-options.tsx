import { useT } from "../../i18n/use-lang";
import { Checkbox } from "../../ui/checkbox";
import { FormRow } from "../../ui/form";
import { Select } from "../../ui/select";
import { currencies } from "./currencies";
import { isNumeric } from "./logic";
import type { Import, ImportColumn, Options } from "./types";
import { moneyUnit } from "./use-reading";

type Props = { i: Import; c: ImportColumn; onChange: (change: Partial<Options>) => void };

const steps = [1, 1000, 1_000_000, 1_000_000_000];

// ColumnOptions are the questions that the kind of a column raises, and no other.
export function ColumnOptions({ i, c, onChange }: Props) {
	if (c.kind === "money") return <MoneyOptions {...{ i, c, onChange }} />;
	if (isNumeric(c.kind)) return <NumberOptions {...{ i, c, onChange }} />;
	if (c.kind === "date" || c.kind === "month") return <DateOptions {...{ i, c, onChange }} />;
	if (c.kind === "choices") return <ListOptions {...{ i, c, onChange }} />;
	return null;
}

function MoneyOptions({ i, c, onChange }: Props) {
	const t = useT();
	const currency = c.options.currency || i.currency;
	return (
		<>
			<FormRow>
				<Select
					label={t("import.options.unit")}
					options={steps.map((n) => ({ id: String(n), name: moneyUnit(n, currency, t) }))}
					value={String(c.options.multiplier)}
					onChange={(n) => onChange({ multiplier: Number(n) })}
				/>
				<Select
					label={t("import.options.currency")}
					options={currencies(currency)}
					value={currency}
					onChange={(code) => onChange({ currency: code })}
				/>
			</FormRow>
			<DecimalMark c={c} onChange={onChange} />
		</>
	);
}

function NumberOptions({ c, onChange }: Props) {
	const t = useT();
	const spans = ["years", "months", "weeks", "days"] as const;
	return (
		<>
			<DecimalMark c={c} onChange={onChange} />
			{c.kind === "percent" ? (
				<Checkbox isSelected={c.options.fraction} onChange={(fraction) => onChange({ fraction })}>
					{t("import.options.fraction")}
				</Checkbox>
			) : (
				<Select
					label={t("import.options.span")}
					options={[
						{ id: "none", name: t("import.options.spanNone") },
						...spans.map((s) => ({ id: s, name: t(`import.span.${s}`) })),
					]}
					value={c.options.span || "none"}
					onChange={(s) => onChange({ span: s === "none" ? "" : (s as Options["span"]) })}
				/>
			)}
		</>
	);
}

function DecimalMark({ c, onChange }: Pick<Props, "c" | "onChange">) {
	const t = useT();
	return (
		<Select
			label={t("import.options.decimal")}
			options={[
				{ id: "auto", name: t("import.options.guessed") },
				{ id: ",", name: t("import.options.comma"), detail: "1 234,5" },
				{ id: ".", name: t("import.options.point"), detail: "1,234.5" },
			]}
			value={c.options.decimal || "auto"}
			onChange={(d) => onChange({ decimal: d === "auto" ? "" : (d as Options["decimal"]) })}
		/>
	);
}

function DateOptions({ c, onChange }: Props) {
	const t = useT();
	return (
		<>
			<Select
				label={t("import.options.order")}
				options={[
					{ id: "auto", name: t("import.options.guessed") },
					{ id: "day_first", name: t("import.order.day_first"), detail: "31/12/2026" },
					{ id: "month_first", name: t("import.order.month_first"), detail: "12/31/2026" },
				]}
				value={c.options.date_order || "auto"}
				onChange={(o) => onChange({ date_order: o === "auto" ? "" : (o as Options["date_order"]) })}
			/>
			{c.kind === "date" && (
				<Checkbox
					isSelected={c.options.period_end}
					onChange={(period_end) => onChange({ period_end })}
					note={t("import.options.periodEndNote")}
				>
					{t("import.options.periodEnd")}
				</Checkbox>
			)}
		</>
	);
}

function ListOptions({ c, onChange }: Props) {
	const t = useT();
	const marks = [
		[";", "semicolon"],
		[",", "comma"],
		["|", "bar"],
		["\n", "line"],
	] as const;
	return (
		<Select
			label={t("import.options.separator")}
			options={[
				{ id: "auto", name: t("import.options.guessed") },
				...marks.map(([id, name]) => ({ id, name: t(`import.separator.${name}`) })),
			]}
			value={c.options.separator || "auto"}
			onChange={(s) => onChange({ separator: s === "auto" ? "" : s })}
		/>
	);
}
