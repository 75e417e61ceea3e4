import { useRef, useState } from "react";
import type { Problem } from "../../api/problem";
import type { Attribute } from "../../api/types";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { TextAreaField } from "../../ui/text-field";
import styles from "./builder.module.css";
import { accept, suggest } from "./complete";

type Props = {
	value: string;
	onChange: (text: string) => void;
	onApply: () => void;
	attributes: readonly Attribute[];
	problem: Problem | null;
};

// TextForm is a filter as text, with what may come next and, where it is wrong,
// the place.
export function TextForm({ value, onChange, onApply, attributes, problem }: Props) {
	const { t, lang } = useLang();
	const box = useRef<HTMLDivElement>(null);
	const [caret, setCaret] = useState(value.length);
	const area = () => box.current?.querySelector("textarea");
	const found = suggest(value, Math.min(caret, value.length), attributes, lang);
	const follow = () => setCaret(area()?.selectionStart ?? value.length);
	const take = (text: string) => {
		const next = accept(value, caret, text);
		onChange(next.source);
		setCaret(next.caret);
		requestAnimationFrame(() => {
			area()?.focus();
			area()?.setSelectionRange(next.caret, next.caret);
		});
	};
	const at = placeOf(problem);
	const message = problem ? (problem.fields().filter ?? problem.message) : "";
	return (
		<div className={styles.text} ref={box}>
			<TextAreaField
				label={t("portfolio.filter.condition")}
				hideLabel
				help={t("views.blocks.textHelp")}
				value={value}
				onChange={(text) => {
					onChange(text);
					setTimeout(follow);
				}}
				onKeyUp={follow}
				onFocus={follow}
				onKeyDown={(e) => {
					if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) onApply();
					if (e.key === "Tab" && !e.shiftKey && found[0]) {
						e.preventDefault();
						take(found[0].text);
					}
				}}
				error={message ? (at ? t("views.blocks.at", { at, message }) : message) : undefined}
				rows={4}
				spellCheck="false"
				autoFocus
			/>
			{found.length > 0 && (
				<ul className={styles.suggestions} aria-label={t("views.blocks.suggestions")}>
					{found.map((s) => (
						<li key={s.text}>
							<Button small kind="quiet" onPress={() => take(s.text)} excludeFromTabOrder>
								{s.name}
							</Button>
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

// placeOf is the character at which a filter is wrong, 0 when it is not known.
function placeOf(problem: Problem | null): number {
	for (const { location } of problem?.errors ?? []) {
		const found = /filter@(\d+)$/.exec(location);
		if (found) return Number(found[1]);
	}
	return 0;
}
