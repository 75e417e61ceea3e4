import { useState } from "react";
import { ListBox, ListBoxItem, Text } from "react-aria-components";
import { fold } from "../../format/fold";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Popover } from "../../ui/popover";
import { SearchField } from "../../ui/text-field";
import styles from "./formula.module.css";

export type Insertable = { id: string; name: string; detail: string; also?: string };

type Props = { label: string; find: string; items: Insertable[]; onPick: (item: Insertable) => void };

// InsertList is a button that opens what can be put into a formula.
export function InsertList({ label, find, items, onPick }: Props) {
	return (
		<Popover
			label={label}
			trigger={
				<Button small icon="plus">
					{label}
				</Button>
			}
			bare
		>
			{(close) => (
				<Choose
					{...{ label, find, items }}
					onPick={(item) => {
						close();
						onPick(item);
					}}
				/>
			)}
		</Popover>
	);
}

function Choose({ label, find, items, onPick }: Props) {
	const t = useT();
	const [q, setQ] = useState("");
	const shown = items.filter((i) => fold(`${i.name} ${i.also ?? ""} ${i.detail}`).includes(fold(q)));
	return (
		<div className={styles.choose}>
			<SearchField label={find} value={q} onChange={setQ} />
			<ListBox
				aria-label={label}
				className={styles.list ?? ""}
				items={shown}
				onAction={(key) => {
					const item = items.find((i) => i.id === key);
					if (item) onPick(item);
				}}
				renderEmptyState={() => <p className={styles.none}>{t("list.noneFound")}</p>}
			>
				{(item) => (
					<ListBoxItem id={item.id} textValue={item.name} className={styles.item ?? ""}>
						<Text slot="label" className={styles.name}>
							{item.name}
						</Text>
						<Text slot="description" className={styles.detail}>
							{item.detail}
						</Text>
					</ListBoxItem>
				)}
			</ListBox>
		</div>
	);
}
