import { lazy, Suspense } from "react";
import type { Attribute, Row } from "../../api/types";
import type { ProjectRows } from "../../data/project-rows";
import type { Column } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { Skeleton } from "../../ui/states";
import type { View } from "../../views/use-view";
import styles from "./portfolio.module.css";
import type { Moves } from "./use-moves";

const Board = lazy(() => import("../../views/board/board").then((m) => ({ default: m.Board })));
const Roadmap = lazy(() => import("../../views/roadmap/roadmap").then((m) => ({ default: m.Roadmap })));
const Pivot = lazy(() => import("../../views/pivot/pivot").then((m) => ({ default: m.Pivot })));
const BubbleDisplay = lazy(() => import("./bubble-display").then((m) => ({ default: m.BubbleDisplay })));
const PlainTable = lazy(() => import("../../views/table/plain-table").then((m) => ({ default: m.PlainTable })));

type Props = {
	label: string;
	view: View;
	rows: ProjectRows;
	columns: readonly Column[];
	attributes: readonly Attribute[];
	context: FieldContext;
	editable: (row: Row, attribute: Attribute) => boolean;
	why: (row: Row, attribute: Attribute) => string;
	onOpen: (row: Row) => void;
	moves: Moves;
	mayEdit: boolean;
};

// Displayed is the list as a board, a timeline or a plain table.
export function Displayed({ label, view, rows, columns, attributes, context, editable, why, onOpen, ...may }: Props) {
	const { state, change } = view;
	const common = { attributes, context, onOpen };
	return (
		<div className={styles.display}>
			<Suspense fallback={<Skeleton lines={12} />}>
				{state.display === "board" ? (
					<Board {...common} query={view.query} board={state.board} editable={editable} why={why} />
				) : state.display === "timeline" ? (
					<Roadmap
						{...common}
						label={label}
						rows={rows}
						query={view.query}
						timeline={state.timeline}
						onChange={(timeline) => change({ timeline })}
					/>
				) : state.display === "bubble" ? (
					<BubbleDisplay {...common} {...may} view={view} />
				) : state.display === "pivot" ? (
					<Pivot
						label={label}
						query={view.query}
						pivot={state.pivot}
						attributes={attributes}
						context={context}
						onChange={(pivot) => change({ pivot })}
						onOpen={(filter) => change({ filter, display: "auto" }, { replace: false })}
					/>
				) : (
					<PlainTable
						{...common}
						rows={rows}
						label={label}
						columns={columns}
						sort={state.sort}
						onSort={(sort) => change({ sort })}
					/>
				)}
			</Suspense>
		</div>
	);
}
