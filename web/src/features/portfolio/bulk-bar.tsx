import { lazy, type RefObject, Suspense, useEffect, useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { useCommands } from "../../commands/registry";
import { useCan } from "../../data/me";
import type { ProjectRows } from "../../data/project-rows";
import { edits } from "../../data/projects";
import { exportAddress } from "../../data/rows";
import type { Grid } from "../../engine/grid/grid";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { tellError } from "../../ui/toast-store";
import type { View } from "../../views/use-view";
import { filterOf, wholeRows } from "./bulk";
import styles from "./bulk-bar.module.css";
import type { Moves } from "./use-moves";

const MergeDialog = lazy(() => import("../../views/record/merge").then((m) => ({ default: m.MergeDialog })));
const ManyDialog = lazy(() => import("../../views/template/many-dialog").then((m) => ({ default: m.ManyDialog })));
const BulkDialog = lazy(() => import("./bulk-dialog").then((m) => ({ default: m.BulkDialog })));

type Props = {
	grid: RefObject<Grid | null>;
	// selected: called whenever the selection changes
	selected: RefObject<() => void>;
	rows: ProjectRows;
	attributes: readonly Attribute[];
	view: View;
	moves: Moves;
	mayEdit: boolean;
};

// BulkBar floats over the list while whole rows are selected: one change for all
// of them, which is undone as one.
export function BulkBar({ grid, selected, rows, ...rest }: Props) {
	const count = useWholeRows(grid, selected, rows);
	const g = grid.current;
	const read = async () => (g ? (await import("../../views/grid/cell-actions")).selectedRows(g, rows) : []);
	const drop = () => {
		const active = g?.selection.active;
		if (!g || !active) return;
		g.select({
			active,
			head: active,
			ranges: [{ top: active.row, bottom: active.row, left: active.col, right: active.col }],
		});
		g.focus();
	};
	const some = () => (grid.current?.selection.ranges.length ?? 0) > 0;
	const back = () => grid.current?.focus();
	return <BulkActions {...{ ...rest, count, read, drop, some, back }} onMerged={() => rows.refresh()} />;
}

type ActionProps = Pick<Props, "attributes" | "view" | "moves" | "mayEdit"> & {
	// count: how many projects are chosen; the bar shows itself from two on
	count: number;
	read: () => Promise<Row[]>;
	// drop gives up the choice; back takes the focus back from a dialog
	drop: () => void;
	some: () => boolean;
	back?: () => void;
	onMerged?: () => void;
};

// BulkActions are what can be done with several projects, however they were chosen.
export function BulkActions({ attributes, view, moves, mayEdit, count, read, drop, some, ...on }: ActionProps) {
	const { t, lang } = useLang();
	const [changing, setChanging] = useState<Row[] | null>(null);
	const [templating, setTemplating] = useState<Row[] | null>(null);
	const [pair, setPair] = useState<Row[] | null>(null);
	const mayMerge = useCan("project.delete");
	const past = view.query.asOf !== "" || view.query.compareTo !== "";
	const active = view.query.state === "active";
	const withRows = (act: (list: Row[]) => void) => () => {
		read()
			.then((list) => act(list.map((row) => edits.latest(row))))
			.catch(tellError);
	};
	const change = withRows(setChanging);
	const may = mayEdit && !past && active;
	const two = may && mayMerge && count === 2;
	const merge = withRows((list) => list.length === 2 && setPair(list));
	useCommands([
		{ id: "selection.change", title: "bulk.change", group: "do", icon: "edit", when: () => may && some(), run: change },
		{
			id: "selection.archive",
			title: "bulk.archive",
			group: "do",
			icon: "lock",
			when: () => may && some(),
			run: withRows((list) => moves.move("archive", list)),
		},
		{ id: "selection.merge", title: "project.merge.two", group: "do", icon: "link", when: () => two, run: merge },
	]);
	const applied = withRows(setTemplating);
	const exported = withRows((list) => {
		const filter = filterOf(list);
		const link = document.createElement("a");
		link.href = exportAddress("xlsx", filter ? { ...view.query, filter, q: "" } : view.query, lang);
		link.download = "";
		link.click();
	});
	return (
		<>
			{count > 1 && (
				<div className={styles.bar} role="toolbar" aria-label={t("bulk.label")}>
					<strong className={styles.count}>{t("bulk.count", { count })}</strong>
					{may && (
						<Button small icon="edit" onPress={change}>
							{t("bulk.change")}
						</Button>
					)}
					{may && (
						<Button small icon="copy" onPress={applied}>
							{t("template.bulk")}
						</Button>
					)}
					{two && (
						<Button small icon="link" onPress={merge}>
							{t("project.merge.two")}
						</Button>
					)}
					{may && (
						<Button small icon="lock" onPress={withRows((list) => moves.move("archive", list))}>
							{t("bulk.archive")}
						</Button>
					)}
					{may && (
						<Button small icon="trash" onPress={withRows((list) => moves.move("delete", list))}>
							{t("bulk.delete")}
						</Button>
					)}
					{!past && !active && mayEdit && (
						<Button
							small
							icon="history"
							onPress={withRows((list) => moves.move(view.query.state === "deleted" ? "restore" : "unarchive", list))}
						>
							{t("bulk.restore")}
						</Button>
					)}
					<Button small icon="export" onPress={exported}>
						{t("bulk.export")}
					</Button>
					<IconButton small icon="close" label={t("bulk.drop")} onPress={drop} />
				</div>
			)}
			{pair?.[0] && pair[1] && (
				<Suspense fallback={null}>
					<MergeDialog
						keep={pair[0].id}
						other={pair[1].id}
						attributes={attributes}
						onClose={() => {
							setPair(null);
							on.back?.();
						}}
						onMerged={() => {
							drop();
							on.onMerged?.();
						}}
					/>
				</Suspense>
			)}
			{templating && (
				<Suspense fallback={null}>
					<ManyDialog
						rows={templating}
						onClose={() => {
							setTemplating(null);
							on.back?.();
						}}
					/>
				</Suspense>
			)}
			{changing && (
				<Suspense fallback={null}>
					<BulkDialog
						rows={changing}
						attributes={attributes}
						onClose={() => {
							setChanging(null);
							on.back?.();
						}}
					/>
				</Suspense>
			)}
		</>
	);
}

// useWholeRows counts the rows selected as a whole, once a frame.
function useWholeRows(grid: RefObject<Grid | null>, selected: RefObject<() => void>, rows: ProjectRows): number {
	const [count, setCount] = useState(0);
	useEffect(() => {
		let frame = 0;
		selected.current = () => {
			cancelAnimationFrame(frame);
			frame = requestAnimationFrame(() => {
				const g = grid.current;
				setCount(g ? wholeRows(g.selection.ranges, g.shownColumns.length, rows.source) : 0);
			});
		};
		return () => {
			cancelAnimationFrame(frame);
			selected.current = () => undefined;
		};
	}, [grid, selected, rows]);
	return count;
}
