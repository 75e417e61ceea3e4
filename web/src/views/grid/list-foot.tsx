import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Menu, type MenuGroup } from "../../ui/menu";
import type { ListColumn } from "./list-column";
import styles from "./list-grid.module.css";
import type { KeptLayout } from "./list-layout";

type Props<T> = {
	layout: KeptLayout;
	columns: readonly ListColumn<T>[];
	// gridName: what stands in the place of the table, where it is more than the grid
	gridName?: string | undefined;
};

// LayoutMenu chooses between the grid and the plain table, and brings back what was
// hidden.
export function LayoutMenu<T>({ layout, columns, gridName }: Props<T>) {
	const { t } = useLang();
	const grid = gridName ?? t("views.displayGrid");
	const groups: MenuGroup[] = [
		{
			id: "display",
			title: t("views.display"),
			chosen: layout.table ? "table" : "grid",
			entries: [
				{ id: "grid", name: grid, icon: "portfolio", run: () => layout.change({ table: false }) },
				{ id: "table", name: t("views.displayTable"), icon: "menu", run: () => layout.change({ table: true }) },
			],
		},
	];
	const hidden = columns.filter((c) => layout.hidden.includes(c.key));
	const shown = layout.table ? t("views.displayTable") : grid;
	const out = hidden.length > 0 ? t("list.hiddenCount", { count: hidden.length }) : "";
	if (hidden.length) {
		groups.push({
			id: "hidden",
			title: t("list.hidden"),
			entries: hidden.map((c) => ({
				id: `show-${c.key}`,
				name: c.label,
				icon: "columns",
				run: () => layout.change({ hidden: layout.hidden.filter((key) => key !== c.key) }),
			})),
		});
	}
	if (layout.touched) {
		groups.push({
			id: "reset",
			entries: [{ id: "reset", name: t("list.asAtFirst"), icon: "history", run: layout.reset }],
		});
	}
	return (
		<Menu label={t("views.display")} groups={groups}>
			<Button
				small
				kind="quiet"
				icon={layout.table ? "menu" : "portfolio"}
				aria-label={[t("views.display"), shown, out].filter(Boolean).join(" · ")}
			>
				{shown}
				{out && <span className={styles.hiddenCount}>{out}</span>}
				<Icon name="chevron-down" size={12} />
			</Button>
		</Menu>
	);
}
