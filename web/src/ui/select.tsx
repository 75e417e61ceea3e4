import type { ReactNode } from "react";
import { Select as AriaSelect, Button, ListBox, ListBoxItem, Popover, SelectValue } from "react-aria-components";
import { useT } from "../i18n/use-lang";
import { FieldLabel, FieldNotes, type FieldText } from "./field";
import field from "./field.module.css";
import { Icon } from "./icon";
import styles from "./list.module.css";
import own from "./select.module.css";

export type SelectOption = {
	id: string;
	name: string;
	detail?: string;
	mark?: ReactNode;
	disabled?: boolean;
	// level: how far it is set in below what it belongs to; path: what that is
	level?: number;
	path?: string;
};

export type SelectProps = FieldText & {
	options: readonly SelectOption[];
	value: string | null;
	onChange: (id: string) => void;
	placeholder?: string;
	isDisabled?: boolean;
	name?: string;
	autoFocus?: boolean;
	defaultOpen?: boolean;
};

// Select picks one of a few. For many, or to find by typing, use ComboBox.
export function Select({ options, value, onChange, placeholder, ...rest }: SelectProps) {
	const { label, help, error, required, hideLabel, ...plain } = rest;
	const t = useT();
	return (
		<AriaSelect
			{...plain}
			value={value}
			onChange={(key) => key !== null && onChange(String(key))}
			isRequired={required}
			isInvalid={!!error}
			placeholder={placeholder ?? t("field.choose")}
			className={field.field ?? ""}
		>
			<FieldLabel {...{ label, required, hideLabel }} />
			<Button className={`${field.box} ${own.button}`}>
				<SelectValue className={own.value ?? ""} />
				<Icon name="chevron-pair" />
			</Button>
			<FieldNotes {...{ help, error }} />
			<Popover className={styles.popover ?? ""} offset={4}>
				<ListBox className={styles.list ?? ""} items={options}>
					{(o) => <Option option={o} />}
				</ListBox>
			</Popover>
		</AriaSelect>
	);
}

export function Option({ option, flat }: { option: SelectOption; flat?: boolean }) {
	return (
		<ListBoxItem
			id={option.id}
			textValue={option.name}
			className={styles.item ?? ""}
			isDisabled={option.disabled}
			style={option.level && !flat ? { paddingInlineStart: `calc(var(--s2) + ${option.level}rem)` } : undefined}
		>
			{option.mark}
			<span className={styles.text}>{flat && option.path ? `${option.path} / ${option.name}` : option.name}</span>
			{option.detail && <span className={styles.detail}>{option.detail}</span>}
			<span className={styles.tick}>
				<Icon name="check" />
			</span>
		</ListBoxItem>
	);
}
