import {
	cloneElement,
	type KeyboardEvent,
	type ReactElement,
	type ReactNode,
	type RefObject,
	useRef,
	useState,
} from "react";
import type { IconName } from "./icon-shapes";
import { later } from "./later";
import type { PressProps } from "./pressable";

const MenuList = later(() => import("./menu-list").then((m) => m.MenuList));

export type MenuEntry = {
	id: string;
	name: string;
	icon?: IconName;
	// detail: a shortcut or a value, at the end of the line
	detail?: ReactNode;
	danger?: boolean;
	disabled?: boolean;
	href?: string;
	run?: () => void;
};

export type MenuGroup = {
	id: string;
	title?: string;
	entries: MenuEntry[];
	// chosen makes the entries a choice of one
	chosen?: string;
	// ticked makes each of them something that is on or off, and names those that are on
	ticked?: readonly string[];
};

// MenuOpen is what an open menu is told by its button.
export type MenuOpen = {
	label: string;
	trigger: RefObject<HTMLElement | null>;
	focus: "first" | "last" | true;
	onClose: () => void;
};

// list makes the open menu, where its entries are fetched with it.
type Props = { label: string; children: ReactElement<PressProps> } & (
	| { groups: MenuGroup[] }
	| { list: (open: MenuOpen) => ReactNode }
);

const ends: Readonly<Record<string, "first" | "last">> = {
	ArrowDown: "first",
	ArrowUp: "last",
	Enter: "first",
	" ": "first",
};

// Menu opens under its button (the child) and lists what can be done. Until it
// opens there is only the button.
export function Menu({ label, children, ...rest }: Props) {
	const button = useRef<HTMLButtonElement>(null);
	const [open, setOpen] = useState<"first" | "last" | true | null>(null);
	const onKeyDown = (e: KeyboardEvent) => {
		const end = ends[e.key];
		if (!end || e.altKey || e.ctrlKey || e.metaKey) return;
		e.preventDefault();
		setOpen(end);
	};
	const told = open && { label, trigger: button, focus: open, onClose: () => setOpen(null) };
	return (
		<>
			{cloneElement(children, {
				ref: button,
				onPress: () => setOpen(true),
				onKeyDown,
				"aria-haspopup": "true",
				"aria-expanded": open !== null,
			})}
			{told && ("list" in rest ? rest.list(told) : <MenuList {...told} groups={rest.groups} />)}
		</>
	);
}

export type MenuPlace = { left: number; top: number; width: number; height: number };

// MenuAt opens at a place of the window instead: at a cell, at the pointer.
export function MenuAt(props: { label: string; groups: MenuGroup[]; at: MenuPlace; onClose: () => void }) {
	const { label, groups, at, onClose } = props;
	const anchor = useRef<HTMLSpanElement>(null);
	return (
		<>
			<span ref={anchor} aria-hidden="true" style={{ position: "fixed", pointerEvents: "none", ...at }} />
			<MenuList label={label} groups={groups} trigger={anchor} focus="first" start onClose={onClose} />
		</>
	);
}
