import type { ReactElement, ReactNode } from "react";
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
	const run = (id: unknown) =>
		groups
			.flatMap((g) => g.entries)
			.find((e) => e.id === id)
			?.run?.();
	return (
		<MenuTrigger>
			{children}
			<Popover className={styles.popover ?? ""} offset={4}>
				<AriaMenu className={styles.list ?? ""} aria-label={label} onAction={run}>
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
			</Popover>
		</MenuTrigger>
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
