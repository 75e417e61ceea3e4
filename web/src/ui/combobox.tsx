import { useContext, useEffect, useRef, useState } from "react";
import { ComboBox as AriaComboBox, Button, ComboBoxStateContext, Input, ListBox, Popover } from "react-aria-components";
import { fold } from "../format/fold";
import { useT } from "../i18n/use-lang";
import { FieldLabel, FieldNotes, type FieldText } from "./field";
import field from "./field.module.css";
import { Icon } from "./icon";
import styles from "./list.module.css";
import { Entry, headed, type Options, type SelectOption } from "./select";

export type ComboBoxProps = FieldText & {
	options: readonly SelectOption[];
	value: string | null;
	onChange: (id: string | null) => void;
	// onType: when the options come from elsewhere, what is typed; they are then
	// shown as given. Without it they are filtered here, accents and case aside.
	onType?: (text: string) => void;
	// text: what to show for a value whose option is not loaded
	text?: string;
	placeholder?: string;
	isDisabled?: boolean;
	autoFocus?: boolean;
};

// most is how many are listed; the others are found by typing.
const most = 200;

const said = (o: SelectOption) => fold(`${o.path ?? ""} ${o.name} ${o.detail ?? ""}`);

// ComboBox finds one of many by typing; emptied, it holds none.
export function ComboBox({ options, value, onChange, onType, text, placeholder, ...rest }: ComboBoxProps) {
	const { label, help, error, required, hideLabel, ...plain } = rest;
	const t = useT();
	const chosen = options.find((o) => o.id === value)?.name ?? (value ? text : "") ?? "";
	const [typed, setTyped] = useState<string | null>(null);
	const wanted = fold(typed ?? "");
	const fits = onType || !wanted ? options : options.filter((o) => said(o).includes(wanted));
	const shown = fits.length > most ? fits.slice(0, most) : fits;
	const entries = headed(shown);
	// What was typed and can mean one only is chosen ahead, and taken on leaving.
	const one = wanted ? only(shown, wanted) : undefined;
	const take = () => {
		setTyped(null);
		if (one && one.id !== value) onChange(one.id);
	};
	return (
		<AriaComboBox
			{...plain}
			items={entries}
			inputValue={typed ?? chosen}
			onInputChange={(v) => {
				if (v === chosen && typed === null) return;
				setTyped(v);
				onType?.(v);
				if (!v && value) onChange(null);
			}}
			value={value}
			onChange={(key) => {
				setTyped(null);
				if (key !== null && key !== value) onChange(String(key));
			}}
			onBlur={take}
			allowsEmptyCollection
			menuTrigger="focus"
			isRequired={required}
			isInvalid={!!error}
			className={field.field ?? ""}
		>
			<FieldLabel {...{ label, required, hideLabel }} />
			<div className={field.box}>
				<Typing placeholder={placeholder ?? t("field.typeToFind")} one={one?.id} onTake={take} />
				<Button className={field["in-box"] ?? ""}>
					<Icon name="chevron-pair" />
				</Button>
			</div>
			<FieldNotes {...{ help, error }} />
			<Popover className={styles.popover ?? ""} offset={4}>
				<ListBox
					className={styles.list ?? ""}
					items={entries}
					renderEmptyState={() => <div className={styles.empty}>{t("field.noneFound")}</div>}
				>
					{(entry: SelectOption | Options) => <Entry entry={entry} flat={!!wanted} />}
				</ListBox>
				{fits.length > most && (
					<div className={styles.empty}>{t("field.moreFound", { count: fits.length - most })}</div>
				)}
			</Popover>
		</AriaComboBox>
	);
}

type TypingProps = { placeholder: string; one: string | undefined; onTake: () => void };

// Typing is the field. Enter takes the option that is chosen ahead, or what was
// typed where the list is not there yet.
function Typing({ placeholder, one, onTake }: TypingProps) {
	const list = useContext(ComboBoxStateContext);
	const choose = useRef(list?.selectionManager);
	choose.current = list?.selectionManager;
	const open = list?.isOpen;
	useEffect(() => {
		if (!one || !open) return;
		// The list forgets its choice after each letter, and is given it then.
		const frame = requestAnimationFrame(() => choose.current?.setFocusedKey(one));
		return () => cancelAnimationFrame(frame);
	}, [one, open]);
	return (
		<Input
			className={field.bare ?? ""}
			placeholder={placeholder}
			onKeyDown={(e) => {
				if (e.key === "Enter" && !e.currentTarget.getAttribute("aria-activedescendant")) onTake();
			}}
		/>
	);
}

// only is the one option that what was typed can mean: the one of that name, or
// the only one that is left.
function only(shown: readonly SelectOption[], wanted: string): SelectOption | undefined {
	const exact = shown.filter((o) => !o.disabled && fold(o.name) === wanted);
	// What was found for an earlier text may still stand here.
	const left = exact.length ? exact : shown.filter((o) => !o.disabled && said(o).includes(wanted));
	return left.length === 1 ? left[0] : undefined;
}
