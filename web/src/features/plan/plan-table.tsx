import type { ReactNode } from "react";
import { useT } from "../../i18n/use-lang";
import type { MenuGroup } from "../../ui/menu";
import type { PlanItem } from "../../views/gantt/items";
import { type Offered, Tools } from "../../views/gantt/tools";
import type { ListColumn } from "../../views/grid/list-column";
import { ListGrid } from "../../views/grid/list-grid";
import type { KeptLayout } from "../../views/grid/list-layout";
import styles from "./plan.module.css";

type Props = Offered & {
	label: string;
	items: readonly PlanItem[];
	columns: readonly ListColumn<PlanItem>[];
	layout: KeptLayout;
	onEdit?: ((item: PlanItem, key: string, value: unknown, undone: boolean) => Promise<unknown>) | undefined;
	onOpen: (item: PlanItem) => void;
	menu: (item: PlanItem) => MenuGroup[];
	empty: ReactNode;
};

const parentOf = (item: PlanItem) => item.parent;

// PlanTable is a plan as a plain table of the page: the same lines and columns as beside
// the timeline, each of them on every screen.
export function PlanTable({ label, items, columns, layout, onEdit, onOpen, menu, empty, ...offered }: Props) {
	const t = useT();
	return (
		<div className={styles.table}>
			<Tools {...offered} />
			<ListGrid
				{...{ label, layout, parentOf, onOpen, menu, empty }}
				rows={items}
				columns={columns.map((c) => ({ ...c, wide: false }))}
				{...(onEdit ? { onEdit } : {})}
				rowClass={(item) => (item.kind === "phase" ? styles.phase : undefined)}
				gridName={t("gantt.display")}
			/>
		</div>
	);
}
