import { RadioGroup as AriaGroup, Radio } from "react-aria-components";
import { FieldLabel, FieldNotes, type FieldText } from "./field";
import field from "./field.module.css";
import styles from "./toggles.module.css";

type Props = FieldText & {
	options: readonly { id: string; name: string; note?: string }[];
	value: string | null;
	onChange: (id: string) => void;
	// row puts the options side by side
	row?: boolean;
	isDisabled?: boolean;
};

export function RadioGroup({ options, value, onChange, row, isDisabled, ...text }: Props) {
	return (
		<AriaGroup
			value={value}
			onChange={onChange}
			isDisabled={isDisabled}
			isRequired={text.required}
			isInvalid={!!text.error}
			orientation={row ? "horizontal" : "vertical"}
			className={field.field ?? ""}
		>
			<FieldLabel {...text} />
			<div className={`${styles.group} ${row ? styles.row : ""}`}>
				{options.map((o) => (
					<Radio key={o.id} value={o.id} className={styles.choice ?? ""}>
						<span className={styles.dot} />
						<span className={styles.words}>
							{o.name}
							{o.note && <span className={styles.note}>{o.note}</span>}
						</span>
					</Radio>
				))}
			</div>
			<FieldNotes {...text} />
		</AriaGroup>
	);
}
