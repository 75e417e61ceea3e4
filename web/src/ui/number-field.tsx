import { type KeyboardEvent, useEffect, useState } from "react";
import { Input, TextField } from "react-aria-components";
import { addDecimals, type Decimal } from "../format/decimal";
import { formatNumber } from "../format/number";
import { readNumber } from "../format/read-number";
import { useLang } from "../i18n/use-lang";
import { FieldLabel, FieldNotes, type FieldText } from "./field";
import styles from "./field.module.css";

export type NumberFieldProps = FieldText & {
	value: Decimal | null;
	onChange: (value: Decimal | null) => void;
	// unit stands after the figure: €, %, days
	unit?: string;
	step?: Decimal;
	min?: number;
	max?: number;
	name?: string;
	isDisabled?: boolean;
	autoFocus?: boolean;
};

// NumberField holds a decimal string, exactly. It takes what a person types or
// pastes ("1 234,5", "27,7 M"), and the arrows change it by a step.
export function NumberField(props: NumberFieldProps) {
	const { label, help, error, required, hideLabel, value, onChange, unit, step = "1", min, max, ...rest } = props;
	const { lang, t } = useLang();
	const [text, setText] = useState(() => (value === null ? "" : formatNumber(value)));
	const [wrong, setWrong] = useState(false);
	useEffect(() => {
		setText(value === null ? "" : formatNumber(value));
	}, [value]);

	const commit = () => {
		const read = text.trim() ? readNumber(text, lang)?.value : null;
		setWrong(read === undefined);
		if (read === undefined) return;
		setText(read === null ? "" : formatNumber(read));
		if (read !== value) onChange(read);
	};
	const move = (e: KeyboardEvent) => {
		if (e.key !== "ArrowUp" && e.key !== "ArrowDown") return;
		e.preventDefault();
		const now = readNumber(text || "0", lang)?.value ?? "0";
		const next = addDecimals([now, e.key === "ArrowUp" ? step : `-${step}`]);
		if ((min !== undefined && Number(next) < min) || (max !== undefined && Number(next) > max)) return;
		onChange(next);
	};
	const message = error ?? (wrong ? t("field.notNumber") : undefined);
	return (
		<TextField
			{...rest}
			value={text}
			onChange={setText}
			onBlur={commit}
			onKeyDown={(e) => {
				if (e.key === "Enter") commit();
				else if (e.key === "Escape") e.continuePropagation();
				else move(e);
			}}
			isRequired={required}
			isInvalid={!!message}
			inputMode="decimal"
			className={styles.field ?? ""}
		>
			<FieldLabel {...{ label, required, hideLabel }} />
			<div className={styles.box}>
				<Input className={`${styles.bare} ${styles.number}`} />
				{unit && <span className={styles.unit}>{unit}</span>}
			</div>
			<FieldNotes help={help} error={message} />
		</TextField>
	);
}
