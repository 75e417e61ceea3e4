import type { RefObject } from "react";
import { Menu as AriaMenu, Header, MenuItem, MenuSection, Popover } from "react-aria-components";
import { Icon } from "./icon";
import styles from "./list.module.css";
import type { MenuEntry, MenuGroup } from "./menu";

type Props = {
	label: string;
	groups: MenuGroup[];
	trigger: RefObject<HTMLElement | null>;
	// focus: on which entry, or on the list as a whole
	focus: "first" | "last" | true;
	// start: at the left end of what it opens under
	start?: boolean;
	onClose: () => void;
};

// MenuList is the open menu.
export function MenuList({ label, groups, trigger, focus, start, onClose }: Props) {
	const run = (id: unknown) =>
		groups
			.flatMap((g) => g.entries)
			.find((e) => e.id === id)
			?.run?.();
	return (
		<Popover
			className={styles.popover ?? ""}
			triggerRef={trigger}
			isOpen
			onOpenChange={(open) => !open && onClose()}
			placement={start ? "bottom start" : "bottom"}
			offset={start ? 2 : 4}
			aria-label={label}
		>
			<AriaMenu className={styles.list ?? ""} aria-label={label} onAction={run} onClose={onClose} autoFocus={focus}>
				{groups.map((g) => (
					<MenuSection
						key={g.id}
						className={styles.section ?? ""}
						aria-label={g.title ?? label}
						selectionMode={g.ticked ? "multiple" : g.chosen === undefined ? "none" : "single"}
						selectedKeys={g.ticked ?? (g.chosen === undefined ? undefined : [g.chosen])}
					>
						{g.title && <Header className={styles.header ?? ""}>{g.title}</Header>}
						{g.entries.map((e) => (
							<Entry key={e.id} entry={e} choice={g.chosen !== undefined || g.ticked !== undefined} />
						))}
					</MenuSection>
				))}
			</AriaMenu>
		</Popover>
	);
}

function Entry({ entry, choice }: { entry: MenuEntry; choice: boolean }) {
	return (
		<MenuItem
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
		</MenuItem>
	);
}
