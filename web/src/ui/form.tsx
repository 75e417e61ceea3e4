import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { PutAside } from "../api/aside";
import { Outdated, Problem } from "../api/problem";
import { Banner } from "./banner";
import { alike, follow } from "./draft";
import styles from "./form.module.css";

type Props = { onSubmit: () => void; children: ReactNode; error?: unknown; label?: string; id?: string };

// again: in milliseconds; what is sent again sooner comes before the page could show that
// it is being sent
const again = 50;

// Form is one column of fields. What the server refused is said above, unless it
// is said under a field already. What is required and empty is gone to instead.
export function Form({ onSubmit, children, error, label, id }: Props) {
	const sent = useRef(Number.NEGATIVE_INFINITY);
	const submit = (e: FormEvent<HTMLFormElement>) => {
		e.preventDefault();
		e.stopPropagation();
		const missing = [...e.currentTarget.elements].find(
			(c) => "validity" in c && (c as HTMLInputElement).validity.valueMissing,
		);
		if (missing instanceof HTMLElement) return missing.focus();
		if (e.timeStamp - sent.current < again) return;
		sent.current = e.timeStamp;
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
	return <Banner tone={error instanceof PutAside ? "good" : "bad"}>{message}</Banner>;
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

// useDraft holds what is being typed until it is saved. What others change meanwhile
// comes in, but for what is typed. The last answer is the version that the draft stands
// on, to be saved with: it stays behind where others changed the same, so that saving
// says so first; error is what saving last answered, after which saving keeps the draft.
export function useDraft<T extends object>(
	start: T,
	version = 0,
	error: unknown = null,
): [T, (change: Partial<T>) => void, boolean, number] {
	const [draft, setDraft] = useState(start);
	const [dirty, setDirty] = useState(false);
	const [seen, setSeen] = useState({ start, version });
	const [from, setFrom] = useState(version);
	const [told, setTold] = useState<unknown>(null);
	if (seen.version !== version || !alike(seen.start, start)) {
		const now = follow(draft, seen.start, start);
		setSeen({ start, version });
		setDraft(now.draft);
		setDirty(now.typed);
		if (!now.clash && from === seen.version) setFrom(version);
	}
	if (error instanceof Outdated && error !== told) {
		setTold(error);
		setFrom((error.current as { version?: number } | undefined)?.version ?? version);
	}
	return [
		draft,
		(change) => {
			setDirty(true);
			setDraft((d) => ({ ...d, ...change }));
		},
		dirty,
		from,
	];
}
