import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox, CheckboxGroup as AriaGroup, type CheckboxProps } from "react-aria-components";
import { FieldLabel, FieldNotes, type FieldText } from "./field";
import field from "./field.module.css";
import { Icon } from "./icon";
import styles from "./toggles.module.css";

type Props = Omit<CheckboxProps, "className" | "style" | "children"> & { children?: ReactNode; note?: string };

export function Checkbox({ children, note, ...rest }: Props) {
	return (
		<AriaCheckbox {...rest} className={styles.choice ?? ""}>
			{({ isSelected, isIndeterminate }) => (
				<>
					<span className={styles.box}>
						{isIndeterminate ? <Icon name="minus" size={12} /> : isSelected ? <Icon name="check" size={12} /> : null}
					</span>
					{children && (
						<span className={styles.words}>
							{children}
							{note && <span className={styles.note}>{note}</span>}
						</span>
					)}
				</>
			)}
		</AriaCheckbox>
	);
}

type GroupProps = FieldText & {
	options: readonly { id: string; name: string; note?: string; mark?: ReactNode }[];
	value: string[];
	onChange: (ids: string[]) => void;
	isDisabled?: boolean;
};

export function CheckboxGroup({ options, value, onChange, isDisabled, ...text }: GroupProps) {
	return (
		<AriaGroup
			value={value}
			onChange={onChange}
			isDisabled={isDisabled}
			isInvalid={!!text.error}
			className={field.field ?? ""}
		>
			<FieldLabel {...text} />
			<div className={styles.group}>
				{options.map((o) => (
					<Checkbox key={o.id} value={o.id} note={o.note}>
						{o.name}
					</Checkbox>
				))}
			</div>
			<FieldNotes {...text} />
		</AriaGroup>
	);
}
