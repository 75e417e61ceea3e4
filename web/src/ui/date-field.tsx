import { lazy, Suspense, useEffect, useState } from "react";
import { Input, TextField } from "react-aria-components";
import { type Day, formatDay } from "../format/day";
import { readDay } from "../format/read-day";
import { useLang } from "../i18n/use-lang";
import { FieldLabel, FieldNotes, type FieldText } from "./field";
import styles from "./field.module.css";
import { Icon } from "./icon";
import { Popover } from "./popover";
import { Pressable } from "./pressable";

const Calendar = lazy(() => import("./calendar"));

export type DateFieldProps = FieldText & {
	value: Day;
	onChange: (day: Day) => void;
	today: Day;
	min?: Day;
	max?: Day;
	name?: string;
	isDisabled?: boolean;
	autoFocus?: boolean;
};

// DateField holds a day number, 0 for none. It takes a date as people type it
// ("22/11", "22 nov 2026", "+7", "today") or from a calendar.
export function DateField(props: DateFieldProps) {
	const { label, help, error, required, hideLabel, value, onChange, today, min, max, isDisabled, ...rest } = props;
	const { t, lang } = useLang();
	const [text, setText] = useState(() => formatDay(value, "short"));
	const [wrong, setWrong] = useState(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the language changes how the day is written
	useEffect(() => setText(formatDay(value, "short")), [value, lang]);

	const commit = () => {
		const day = readDay(text, today);
		const refused = text.trim() !== "" && (!day || (min && day < min) || (max && day > max));
		setWrong(!!refused);
		if (refused) return;
		setText(formatDay(day, "short"));
		if (day !== value) onChange(day);
	};
	const message = error ?? (wrong ? t("field.notDate", { example: formatDay(today, "short") }) : undefined);
	return (
		<TextField
			{...rest}
			isDisabled={isDisabled}
			value={text}
			onChange={setText}
			onBlur={commit}
			onKeyDown={(e) => e.key === "Enter" && commit()}
			isRequired={required}
			isInvalid={!!message}
			className={styles.field ?? ""}
		>
			<FieldLabel {...{ label, required, hideLabel }} />
			<div className={styles.box}>
				<Input className={styles.bare ?? ""} placeholder={t("field.datePlaceholder")} autoComplete="off" />
				<Popover
					label={label}
					bare
					end
					trigger={
						<Pressable className={styles["in-box"]} aria-label={t("field.openCalendar")} isDisabled={isDisabled}>
							<Icon name="calendar" />
						</Pressable>
					}
				>
					{(close) => (
						<Suspense fallback={null}>
							<Calendar
								label={label}
								value={value}
								today={today}
								min={min}
								max={max}
								onChange={(day) => {
									setWrong(false);
									onChange(day);
									close();
								}}
							/>
						</Suspense>
					)}
				</Popover>
			</div>
			<FieldNotes help={help} error={message} />
		</TextField>
	);
}
