import type { ReactNode } from "react";
import {
	Select as AriaSelect,
	Button,
	Collection,
	Header,
	ListBox,
	ListBoxItem,
	ListBoxSection,
	Popover,
	SelectValue,
} from "react-aria-components";
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
	// section: the heading under which it stands; those of one stand together
	section?: string;
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
				<ListBox className={styles.list ?? ""} items={headed(options)}>
					{(entry) => <Entry entry={entry} />}
				</ListBox>
			</Popover>
		</AriaSelect>
	);
}

// Options are those under one heading.
export type Options = { id: string; title: string; options: SelectOption[] };

// headed are options under their headings, in the order in which those come; what
// stands under none stands by itself.
export function headed(options: readonly SelectOption[]): (SelectOption | Options)[] {
	const sections = new Map<string, Options>();
	return options.flatMap((o): (SelectOption | Options)[] => {
		const title = o.section;
		if (!title) return [o];
		const held = sections.get(title);
		held?.options.push(o);
		if (held) return [];
		const section = { id: `section ${title}`, title, options: [o] };
		sections.set(title, section);
		return [section];
	});
}

// Entry is an option, or some under their heading; flat is as in Option.
export function Entry({ entry, flat }: { entry: SelectOption | Options; flat?: boolean }) {
	if (!("options" in entry)) return <Option option={entry} flat={flat} />;
	return (
		<ListBoxSection id={entry.id} className={styles.section ?? ""}>
			<Header className={styles.header ?? ""}>{entry.title}</Header>
			<Collection items={entry.options}>{(o) => <Option option={o} flat={flat} />}</Collection>
		</ListBoxSection>
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
