import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { TextField as AriaTextField, TextArea } from "react-aria-components";
import type { Bilingual, Lang, MessageKey } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FieldLabel, FieldNotes } from "../../ui/field";
import field from "../../ui/field.module.css";
import { Segmented } from "../../ui/segmented";
import { type Mark, marked, type Typed } from "./guide-marks";
import styles from "./guides.module.css";

const marks: Mark[] = ["heading", "bold", "italic", "list", "link", "table"];

type Props = {
	text: Bilingual;
	lang: Lang;
	error: string | undefined;
	// readOnly: something in it is not for the person
	readOnly: boolean;
	onLang: (lang: Lang) => void;
	onChange: (text: Bilingual) => void;
};

// GuideWords is where the text of a guide is written, one language at a time.
export function GuideWords({ text, lang: shown, error, readOnly, onLang, onChange }: Props) {
	const { t } = useLang();
	const box = useRef<HTMLTextAreaElement>(null);
	// chosen is what is to be selected once a mark is set
	const [chosen, setChosen] = useState<Typed | null>(null);
	useLayoutEffect(() => {
		if (!chosen || !box.current) return;
		box.current.focus();
		box.current.setSelectionRange(chosen.from, chosen.to);
		setChosen(null);
	}, [chosen]);
	const set = (mark: Mark) => {
		const at = box.current;
		if (!at || readOnly) return;
		const now = marked({ text: at.value, from: at.selectionStart, to: at.selectionEnd }, mark, t("guide.words"));
		onChange({ ...text, [shown]: now.text });
		setChosen(now);
	};
	const onKeyDown = (e: KeyboardEvent) => {
		const mark =
			(e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey
				? { b: "bold" as const, i: "italic" as const }[e.key]
				: undefined;
		if (!mark) return;
		e.preventDefault();
		set(mark);
	};
	return (
		<div className={styles.writing}>
			<div className={styles.tools}>
				<Segmented
					label={t("guide.language")}
					options={[
						{ id: "fr", name: t("guide.fr") },
						{ id: "en", name: t("guide.en") },
					]}
					value={shown}
					onChange={(l) => onLang(l as Lang)}
				/>
				<span className={styles.marks}>
					{marks.map((m) => (
						<Button key={m} small kind="quiet" isDisabled={readOnly} onPress={() => set(m)}>
							{t(`guide.mark.${m}` as MessageKey)}
						</Button>
					))}
				</span>
			</div>
			<AriaTextField
				key={shown}
				className={field.field ?? ""}
				value={text[shown]}
				onChange={(typed) => onChange({ ...text, [shown]: typed })}
				isInvalid={!!error}
				isReadOnly={readOnly}
			>
				<FieldLabel label={t("guide.text")} />
				<TextArea ref={box} className={`${field.input} ${styles.text}`} rows={20} lang={shown} onKeyDown={onKeyDown} />
				<FieldNotes help={t("guide.textHelp")} error={error} />
			</AriaTextField>
		</div>
	);
}
