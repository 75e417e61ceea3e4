import type { Attribute, Density } from "../../api/types";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { later } from "../../ui/later";
import { Popover } from "../../ui/popover";
import type { ViewColumn, ViewState } from "../../views/view-state";
import styles from "./portfolio.module.css";

const ColumnsPanel = later(() => import("./columns-panel").then((m) => m.ColumnsPanel));

export type ColumnsProps = {
	// density: the one shown now
	density: Density;
	shown: readonly ViewColumn[];
	attributes: readonly Attribute[];
	onChange: (changes: Partial<ViewState>) => void;
	// onColumn asks for the name and the total of a column
	onColumn: (key: string) => void;
};

// Columns chooses which attributes are shown, and in which order.
export function Columns(props: ColumnsProps) {
	const t = useT();
	return (
		<Popover
			label={t("portfolio.columns.title")}
			trigger={
				<Button kind="quiet" icon="columns" aria-label={t("portfolio.columns.title")}>
					<span className={styles.wide}>{t("portfolio.columns.title")}</span>
				</Button>
			}
		>
			{(close) => (
				<ColumnsPanel
					{...props}
					onColumn={(key) => {
						close();
						props.onColumn(key);
					}}
				/>
			)}
		</Popover>
	);
}
