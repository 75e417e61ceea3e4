import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { commandOf } from "../../engine/grid/keys";
import type { Direction } from "../../engine/grid/model";
import { useT } from "../../i18n/use-lang";
import styles from "./cell-editor.module.css";
import { Floating } from "./floating";

type Props = {
	anchor: Element;
	// reason is what is typed here, for whoever ends the edit
	reason: { current: string };
	// hint says what the keys do
	hint: string;
	onSave: (move?: Direction) => void;
	onBack: () => void;
};

// CellReason asks in one line why a value is changed. Leaving it saves the value with
// what is typed; Esc goes back to it.
export default function CellReason({ anchor, reason, hint, onSave, onBack }: Props) {
	const t = useT();
	const id = useId();
	const field = useRef<HTMLInputElement>(null);
	const over = useRef(false);
	useEffect(() => {
		// What floats has no place yet, and cannot have the focus.
		const frame = requestAnimationFrame(() => field.current?.focus({ preventScroll: true }));
		return () => cancelAnimationFrame(frame);
	}, []);
	const end = (how: () => void) => {
		if (over.current) return;
		over.current = true;
		how();
	};
	const onKeyDown = (e: KeyboardEvent) => {
		e.stopPropagation();
		const command = commandOf(e.nativeEvent, "edit");
		if (command?.do === "commit") end(() => onSave(command.move));
		else if (command?.do.startsWith("commit-")) end(onSave);
		else if (command?.do === "cancel") end(onBack);
		else return;
		e.preventDefault();
	};
	return (
		<Floating anchor={anchor}>
			<div className={styles.reason} role="dialog" aria-label={t("project.why")}>
				<label htmlFor={id}>{t("project.why")}</label>
				<input
					id={id}
					ref={field}
					aria-describedby={`${id}-hint`}
					maxLength={500}
					autoComplete="off"
					defaultValue={reason.current}
					onChange={(e) => {
						reason.current = e.target.value;
					}}
					onKeyDown={onKeyDown}
					onBlur={() => end(onSave)}
				/>
				<small id={`${id}-hint`}>{hint}</small>
			</div>
		</Floating>
	);
}
