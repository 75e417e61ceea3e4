import { type RefObject, useContext, useEffect, useRef, useState } from "react";
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
	// isLoading: options are still to come
	isLoading?: boolean;
};

// most is how many are listed; the others are found by typing.
const most = 200;

const said = (o: SelectOption) => fold(`${o.path ?? ""} ${o.name} ${o.detail ?? ""}`);

// ComboBox finds one of many by typing; emptied, it holds none. What is typed and left
// before its list has been read is taken once that is there, or said not to be in it.
export function ComboBox({ options, value, onChange, onType, text, placeholder, isLoading, ...rest }: ComboBoxProps) {
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
	// left: what was typed and left without one meaning. The list of what may be meant is
	// still awaited, or does not have it.
	const left = useRef(false);
	const [unmet, setUnmet] = useState(false);
	const forget = () => {
		left.current = false;
		setUnmet(false);
		setTyped(null);
	};
	const take = () => {
		if (wanted && !one) {
			left.current = true;
			setUnmet(true);
			setTyped(typed);
			return;
		}
		forget();
		if (one && one.id !== value) onChange(one.id);
	};
	const arrived = useRef(take);
	arrived.current = take;
	const [held, setHeld] = useState(value);
	if (held !== value) {
		setHeld(value);
		if (unmet) forget();
	}
	useEffect(() => {
		if (unmet && one) arrived.current();
	}, [unmet, one]);
	const [shift, setShift] = useState(0);
	const scrolling = useRef(false);
	const missing = unmet && !one && !isLoading && (options.length > 0 || onType !== undefined);
	const wrong = error || (missing ? t("field.notInList", { text: typed ?? "" }) : undefined);
	return (
		<AriaComboBox
			{...plain}
			items={entries}
			inputValue={typed ?? chosen}
			onInputChange={(v) => {
				if (v === chosen && typed === null) return;
				left.current = false;
				setUnmet(false);
				setTyped(v);
				onType?.(v);
				if (!v && value) onChange(null);
			}}
			value={value}
			onChange={(key) => {
				// The list says again what is chosen whenever one leaves it.
				if (key === value && (left.current || scrolling.current)) return;
				forget();
				if (key !== null && key !== value) onChange(String(key));
			}}
			onBlur={take}
			allowsEmptyCollection
			menuTrigger="focus"
			isRequired={required}
			isInvalid={!!wrong}
			className={field.field ?? ""}
		>
			<FieldLabel {...{ label, required, hideLabel }} />
			<div className={field.box}>
				<Typing
					placeholder={placeholder ?? t("field.typeToFind")}
					one={one?.id}
					onTake={take}
					onForget={forget}
					onShift={() => setShift((n) => 1 - n)}
					scrolling={scrolling}
				/>
				<Button className={field["in-box"] ?? ""}>
					<Icon name="chevron-pair" />
				</Button>
			</div>
			<FieldNotes {...{ help, error: wrong }} />
			<Popover className={styles.popover ?? ""} offset={4 + shift / 100}>
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

type TypingProps = {
	placeholder: string;
	one: string | undefined;
	onTake: () => void;
	onForget: () => void;
	// onShift: what is around the field scrolled, and its list must follow
	onShift: () => void;
	// scrolling: set while a scroll is told of
	scrolling: RefObject<boolean>;
};

// Typing is the field. Enter and Tab take the option that is chosen ahead, or what was
// typed where the list is not there yet.
function Typing({ placeholder, one, onTake, onForget, onShift, scrolling }: TypingProps) {
	const input = useRef<HTMLInputElement>(null);
	const list = useContext(ComboBoxStateContext);
	const now = useRef({ list, onShift });
	now.current = { list, onShift };
	const open = list?.isOpen;
	useEffect(() => {
		if (!one || !open) return;
		// The list forgets its choice after each letter, and is given it then.
		const frame = requestAnimationFrame(() => now.current.list?.selectionManager.setFocusedKey(one));
		return () => cancelAnimationFrame(frame);
	}, [one, open]);
	useEffect(() => {
		if (!open) return;
		// A scroll closes the list between the one and the other of these; the field is still
		// there, and so is its list, unless it went out of sight.
		const begin = () => {
			scrolling.current = true;
		};
		const stay = (e: Event) => {
			scrolling.current = false;
			const at = input.current;
			const around = e.target instanceof Node ? e.target : document;
			if (!at || around instanceof HTMLInputElement || !around.contains(at) || !isIn(at, around)) return;
			const { list, onShift } = now.current;
			const focused = list?.selectionManager.focusedKey ?? null;
			list?.open(null, "manual");
			list?.selectionManager.setFocused(true);
			list?.selectionManager.setFocusedKey(focused);
			onShift();
		};
		window.addEventListener("scroll", begin, true);
		document.addEventListener("scroll", stay, true);
		return () => {
			window.removeEventListener("scroll", begin, true);
			document.removeEventListener("scroll", stay, true);
		};
	}, [open, scrolling]);
	return (
		<Input
			ref={input}
			className={field.bare ?? ""}
			placeholder={placeholder}
			onKeyDown={(e) => {
				const leaves = e.key === "Enter" || e.key === "Tab";
				if (leaves && !e.currentTarget.getAttribute("aria-activedescendant")) onTake();
				if (e.key === "Escape") onForget();
			}}
		/>
	);
}

// isIn tells whether a field is within what is seen of what scrolls around it.
function isIn(field: Element, around: Node): boolean {
	const at = field.getBoundingClientRect();
	const box = around instanceof Element ? around.getBoundingClientRect() : { top: 0, bottom: window.innerHeight };
	return at.bottom >= Math.max(0, box.top) && at.top <= Math.min(window.innerHeight, box.bottom);
}

// only is the one option that what was typed can mean: the one of that name, or
// the only one that is left.
function only(shown: readonly SelectOption[], wanted: string): SelectOption | undefined {
	const exact = shown.filter((o) => !o.disabled && fold(o.name) === wanted);
	// What was found for an earlier text may still stand here.
	const left = exact.length ? exact : shown.filter((o) => !o.disabled && said(o).includes(wanted));
	return left.length === 1 ? left[0] : undefined;
}
