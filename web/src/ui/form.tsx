import { type FormEvent, type ReactNode, useState } from "react";
import { Problem } from "../api/problem";
import { Banner } from "./banner";
import styles from "./form.module.css";

type Props = { onSubmit: () => void; children: ReactNode; error?: unknown; label?: string; id?: string };

// Form is one column of fields. What the server refused is said above, unless it
// is said under a field already. What is required and empty is gone to instead.
export function Form({ onSubmit, children, error, label, id }: Props) {
	const submit = (e: FormEvent<HTMLFormElement>) => {
		e.preventDefault();
		e.stopPropagation();
		const missing = [...e.currentTarget.elements].find(
			(c) => "validity" in c && (c as HTMLInputElement).validity.valueMissing,
		);
		if (missing instanceof HTMLElement) return missing.focus();
		onSubmit();
	};
	return (
		<form id={id} className={styles.form} onSubmit={submit} noValidate aria-label={label}>
			<FormError error={error} />
			{children}
		</form>
	);
}

export function FormError({ error }: { error: unknown }) {
	if (!error) return null;
	const message = error instanceof Error ? error.message : String(error);
	return <Banner tone="bad">{message}</Banner>;
}

// fieldErrors are the messages under the fields, by name.
export function fieldErrors(error: unknown): Record<string, string> {
	return error instanceof Problem ? error.fields() : {};
}

export function FormSection({ title, children }: { title: string; children: ReactNode }) {
	return (
		<fieldset className={styles.section}>
			<legend className={styles.legend}>{title}</legend>
			{children}
		</fieldset>
	);
}

export function FormRow({ children }: { children: ReactNode }) {
	return <div className={styles.row}>{children}</div>;
}

export function FormActions({ children }: { children: ReactNode }) {
	return <div className={styles.actions}>{children}</div>;
}

// useDraft holds what is being typed until it is saved.
export function useDraft<T extends object>(start: T): [T, (change: Partial<T>) => void, boolean] {
	const [draft, setDraft] = useState(start);
	const [dirty, setDirty] = useState(false);
	return [
		draft,
		(change) => {
			setDirty(true);
			setDraft((d) => ({ ...d, ...change }));
		},
		dirty,
	];
}
