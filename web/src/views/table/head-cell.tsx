import type { Column, SortKey } from "../../engine/grid/model";
import { nextSort } from "../../engine/grid/sort";
import { Icon } from "../../ui/icon";
import styles from "./plain-table.module.css";

type Props = { column: Column; sort: readonly SortKey[]; onSort: (sort: readonly SortKey[]) => void };

// HeadCell names a column, and sorts by it.
export function HeadCell({ column, sort, onSort }: Props) {
	const sorted = sort.find((s) => s.key === column.key);
	const title = (
		<>
			{column.title}
			{sorted && <Icon name={sorted.direction === "ascending" ? "sort-up" : "sort-down"} size={12} />}
		</>
	);
	return (
		<th scope="col" aria-sort={sorted?.direction} className={column.align === "end" ? styles.end : undefined}>
			{column.sortable === false ? (
				title
			) : (
				<button type="button" onClick={(e) => onSort(nextSort(sort, column.key, e.shiftKey))}>
					{title}
				</button>
			)}
		</th>
	);
}
