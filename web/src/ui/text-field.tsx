import { useId, useState } from "react";
import {
	type TextFieldProps as AriaProps,
	SearchField as AriaSearch,
	TextField as AriaTextField,
	Button,
	Input,
	TextArea,
} from "react-aria-components";
import { useT } from "../i18n/use-lang";
import { FieldLabel, FieldNotes, type FieldText } from "./field";
import styles from "./field.module.css";
import { Icon } from "./icon";

export type TextFieldProps = FieldText &
	Omit<AriaProps, "className" | "style" | "children" | "isRequired" | "isInvalid"> & {
		placeholder?: string;
		// suggestions: whole texts that are offered while one types
		suggestions?: readonly string[];
	};

export function TextField(props: TextFieldProps) {
	const { label, help, error, required, hideLabel, placeholder, suggestions, ...rest } = props;
	const list = useId();
	return (
		<AriaTextField {...rest} isRequired={required} isInvalid={!!error} className={styles.field ?? ""}>
			<FieldLabel {...{ label, required, hideLabel }} />
			<Input className={styles.input ?? ""} placeholder={placeholder} {...(suggestions ? { list } : {})} />
			{suggestions && (
				<datalist id={list}>
					{suggestions.map((text) => (
						<option key={text} value={text} />
					))}
				</datalist>
			)}
			<FieldNotes {...{ help, error }} />
		</AriaTextField>
	);
}

export function TextAreaField(props: TextFieldProps & { rows?: number }) {
	const { label, help, error, required, hideLabel, placeholder, suggestions: _, rows = 3, ...rest } = props;
	return (
		<AriaTextField {...rest} isRequired={required} isInvalid={!!error} className={styles.field ?? ""}>
			<FieldLabel {...{ label, required, hideLabel }} />
			<TextArea className={styles.input ?? ""} placeholder={placeholder} rows={rows} />
			<FieldNotes {...{ help, error }} />
		</AriaTextField>
	);
}

// PasswordField can show what is typed.
export function PasswordField({ label, help, error, required, suggestions: _, ...rest }: TextFieldProps) {
	const t = useT();
	const [shown, setShown] = useState(false);
	return (
		<AriaTextField
			{...rest}
			type={shown ? "text" : "password"}
			isRequired={required}
			isInvalid={!!error}
			className={styles.field ?? ""}
		>
			<FieldLabel {...{ label, required }} />
			<div className={styles.box}>
				<Input className={styles.bare ?? ""} spellCheck="false" autoCapitalize="none" />
				<Button
					className={styles["in-box"] ?? ""}
					aria-label={t(shown ? "password.hide" : "password.show")}
					onPress={() => setShown(!shown)}
				>
					<Icon name={shown ? "eye-off" : "eye"} />
				</Button>
			</div>
			<FieldNotes {...{ help, error }} />
		</AriaTextField>
	);
}

export type SearchFieldProps = { label: string; placeholder?: string; value: string; onChange: (v: string) => void };

export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
	const t = useT();
	return (
		<AriaSearch className={styles.field ?? ""} value={value} onChange={onChange} aria-label={label}>
			<div className={styles.box}>
				<span className={styles.lead}>
					<Icon name="search" />
				</span>
				<Input className={styles.bare ?? ""} placeholder={placeholder ?? label} />
				{value && (
					<Button className={styles["in-box"] ?? ""} aria-label={t("action.clear")}>
						<Icon name="close" size={14} />
					</Button>
				)}
			</div>
		</AriaSearch>
	);
}
