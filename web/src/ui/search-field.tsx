import { useRef } from "react";
import { useT } from "../i18n/use-lang";
import styles from "./field.module.css";
import { Icon } from "./icon";
import { Pressable } from "./pressable";

type Props = { label: string; placeholder?: string; value: string; onChange: (v: string) => void };

// SearchField looks for what is typed, as it is typed; Esc empties it.
export function SearchField({ label, placeholder, value, onChange }: Props) {
	const t = useT();
	const input = useRef<HTMLInputElement>(null);
	const clear = () => {
		onChange("");
		input.current?.focus();
	};
	return (
		<div className={styles.field}>
			<div className={styles.box}>
				<span className={styles.lead}>
					<Icon name="search" />
				</span>
				<input
					ref={input}
					type="search"
					className={styles.bare}
					aria-label={label}
					placeholder={placeholder ?? label}
					value={value}
					onChange={(e) => onChange(e.target.value)}
					onKeyDown={(e) => {
						if (e.key !== "Escape" || !value) return;
						e.preventDefault();
						e.stopPropagation();
						onChange("");
					}}
				/>
				{value && (
					<Pressable className={styles["in-box"]} aria-label={t("action.clear")} excludeFromTabOrder onPress={clear}>
						<Icon name="close" size={14} />
					</Pressable>
				)}
			</div>
		</div>
	);
}
