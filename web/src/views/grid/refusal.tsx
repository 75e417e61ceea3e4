import type { Grid } from "../../engine/grid/grid";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import type { ListEdits } from "./list-edits";
import styles from "./list-grid.module.css";

// Refusal says why the change of the active cell was refused, and what can be
// done about it.
export function Refusal({ grid, edits }: { grid: Grid | null; edits: ListEdits }) {
	const { t } = useLang();
	const at = grid?.rowAt(grid.selection.active.row);
	const key = grid?.shownColumns[grid.selection.active.col]?.key ?? "";
	const why = at ? edits.why(at.id, key) : null;
	if (!at || why === null) return null;
	const act = (run: () => void) => () => {
		run();
		grid?.focus();
	};
	return (
		<div className={styles.refused} role="alert">
			<Icon name="error" size={14} />
			<span>{why}</span>
			<Button small onPress={act(() => edits.retry(at.id, key))}>
				{t("action.retry")}
			</Button>
			<Button small kind="quiet" onPress={act(() => edits.discard(at.id, key))}>
				{t("portfolio.cell.discard")}
			</Button>
		</div>
	);
}
