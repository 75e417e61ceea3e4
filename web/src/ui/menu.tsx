import { type ReactElement, type ReactNode, useRef } from "react";
import {
	MenuItem as AriaItem,
	Menu as AriaMenu,
	Header,
	MenuSection,
	MenuTrigger,
	Popover,
} from "react-aria-components";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";
import styles from "./list.module.css";

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
};

// Menu opens under its button (the child) and lists what can be done.
export function Menu({ label, groups, children }: { label: string; groups: MenuGroup[]; children: ReactElement }) {
	return (
		<MenuTrigger>
			{children}
			<Popover className={styles.popover ?? ""} offset={4}>
				<Entries label={label} groups={groups} />
			</Popover>
		</MenuTrigger>
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
			<Popover
				className={styles.popover ?? ""}
				triggerRef={anchor}
				isOpen
				onOpenChange={(open) => !open && onClose()}
				placement="bottom start"
				offset={2}
				aria-label={label}
			>
				<Entries label={label} groups={groups} onClose={onClose} />
			</Popover>
		</>
	);
}

function Entries({ label, groups, onClose }: { label: string; groups: MenuGroup[]; onClose?: () => void }) {
	const run = (id: unknown) =>
		groups
			.flatMap((g) => g.entries)
			.find((e) => e.id === id)
			?.run?.();
	return (
		<AriaMenu
			className={styles.list ?? ""}
			aria-label={label}
			onAction={run}
			onClose={onClose}
			autoFocus={onClose ? "first" : undefined}
		>
			{groups.map((g) => (
				<MenuSection
					key={g.id}
					className={styles.section ?? ""}
					aria-label={g.title ?? label}
					selectionMode={g.chosen === undefined ? "none" : "single"}
					selectedKeys={g.chosen === undefined ? undefined : [g.chosen]}
				>
					{g.title && <Header className={styles.header ?? ""}>{g.title}</Header>}
					{g.entries.map((e) => (
						<Entry key={e.id} entry={e} choice={g.chosen !== undefined} />
					))}
				</MenuSection>
			))}
		</AriaMenu>
	);
}

function Entry({ entry, choice }: { entry: MenuEntry; choice: boolean }) {
	return (
		<AriaItem
			id={entry.id}
			href={entry.href}
			textValue={entry.name}
			isDisabled={entry.disabled}
			className={styles.item ?? ""}
			data-danger={entry.danger || undefined}
		>
			{entry.icon && <Icon name={entry.icon} />}
			<span className={styles.text}>{entry.name}</span>
			{entry.detail && <span className={styles.detail}>{entry.detail}</span>}
			{choice && (
				<span className={styles.tick}>
					<Icon name="check" />
				</span>
			)}
		</AriaItem>
	);
}
