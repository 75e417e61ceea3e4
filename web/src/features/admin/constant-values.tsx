import type { ConstantSays } from "../../data/constants";
import { useToday } from "../../data/me";
import { dayFromISO, formatDay, isoOfDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { FormSection } from "../../ui/form";
import { NumberField } from "../../ui/number-field";
import { TextField } from "../../ui/text-field";
import styles from "./constants.module.css";

type Value = ConstantSays["values"][number];
type Props = {
	of: ConstantSays;
	values: Value[];
	wrong: Record<string, string | undefined>;
	onChange: (values: Value[]) => void;
};

// ConstantValues are the values of a constant by the day from which each holds. The
// first holds ever since, unless it has a day.
export function ConstantValues({ of, values, wrong, onChange }: Props) {
	const t = useT();
	const today = useToday();
	const put = (at: number, change: Partial<Value>) =>
		onChange(values.map((v, i) => (i === at ? { ...v, ...change } : v)));
	return (
		<FormSection title={t("constant.values")}>
			<ol className={styles.values}>
				{values.map((v, i) => {
					const text = {
						label: t("constant.value"),
						error: wrong[`values[${i}]`] ?? (i === 0 ? wrong.values : undefined),
						hideLabel: i > 0,
						required: true,
					};
					return (
						<li key={i}>
							<Typed of={of} value={v.value} today={today} text={text} onChange={(value) => put(i, { value })} />
							<DateField
								label={t("constant.from")}
								hideLabel={i > 0}
								error={wrong[`values[${i}].from`]}
								value={dayFromISO(v.from)}
								onChange={(from) => put(i, { from: from ? isoOfDay(from) : "" })}
								today={today}
							/>
							{values.length > 1 && (
								<IconButton
									icon="close"
									label={t("constant.removeValue", {
										date: v.from ? formatDay(dayFromISO(v.from)) : t("constant.ever"),
									})}
									onPress={() => onChange(values.filter((_, at) => at !== i))}
								/>
							)}
						</li>
					);
				})}
			</ol>
			<Button small icon="plus" onPress={() => onChange([...values, { value: "", from: isoOfDay(today) }])}>
				{t("constant.addValue")}
			</Button>
		</FormSection>
	);
}

type TypedProps = {
	of: ConstantSays;
	value: string;
	today: number;
	text: { label: string; error: string | undefined; hideLabel: boolean; required: boolean };
	onChange: (value: string) => void;
};

function Typed({ of, value, today, text, onChange }: TypedProps) {
	if (of.kind === "text") return <TextField {...text} value={value} onChange={onChange} />;
	if (of.kind === "date") {
		return (
			<DateField
				{...text}
				value={dayFromISO(value)}
				onChange={(day) => onChange(day ? isoOfDay(day) : "")}
				today={today}
			/>
		);
	}
	const unit = { number: of.measure, money: of.currency, percent: "%" }[of.kind];
	return (
		<NumberField
			{...text}
			{...(unit ? { unit } : {})}
			value={value === "" ? null : value}
			onChange={(n) => onChange(n === null ? "" : String(n))}
		/>
	);
}
