import type { ReactNode } from "react";
import { FieldError, Label, Text } from "react-aria-components";
import styles from "./field.module.css";
import { Icon } from "./icon";

// FieldText is what stands around every control: its label above, its help and
// the error under it.
export type FieldText = {
	label: string;
	help?: ReactNode;
	error?: string;
	required?: boolean;
	// hideLabel keeps the label for screen readers only: a search field, a cell
	hideLabel?: boolean;
};

export function FieldLabel({ label, required, hideLabel }: FieldText) {
	const names = [styles.label, required && styles.required, hideLabel && styles["hidden-label"]];
	return <Label className={names.filter(Boolean).join(" ")}>{label}</Label>;
}

export function FieldNotes({ help, error }: Pick<FieldText, "help" | "error">) {
	return (
		<>
			{help && !error && (
				<Text slot="description" className={styles.help}>
					{help}
				</Text>
			)}
			{error && (
				<FieldError className={styles.error}>
					<Icon name="error" size={14} />
					<span>{error}</span>
				</FieldError>
			)}
		</>
	);
}
