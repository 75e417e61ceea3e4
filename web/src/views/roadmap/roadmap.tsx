import { useEffect, useMemo } from "react";
import type { Attribute, Row } from "../../api/types";
import type { ProjectRows } from "../../data/project-rows";
import { edits } from "../../data/projects";
import { useRoadmap } from "../../data/roadmap";
import type { RowQuery } from "../../data/rows";
import { driftOf } from "../../engine/gantt/bars";
import { dayOfFinish, dayOfStart } from "../../engine/gantt/model";
import { zoomOf, zooms } from "../../engine/gantt/scale";
import type { Tone } from "../../engine/gantt/shapes";
import type { FieldContext } from "../../fields/kind";
import { type Day, dayFromISO, isoOfDay } from "../../format/day";
import type { Translate } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { EmptyState, Skeleton } from "../../ui/states";
import { Gantt } from "../gantt/gantt";
import { barOf, type PlanItem } from "../gantt/items";
import { signedDays } from "../gantt/words";
import type { ListColumn } from "../grid/list-column";
import { useLines } from "../use-lines";
import type { TimelineScale, TimelineState } from "../view-state";
import { type Read, type RoadItem, roadItems, roadLinks } from "./items";
import styles from "./roadmap.module.css";

type Props = {
	label: string;
	rows: ProjectRows;
	query: RowQuery;
	timeline: TimelineState;
	attributes: readonly Attribute[];
	context: FieldContext;
	onChange: (timeline: TimelineState) => void;
	onOpen: (row: Row) => void;
};

// most is how many lines a roadmap has.
const most = 5000;
const shows = ["baseline", "links", "names"] as const;
const scales: readonly string[] = ["month", "quarter", "year"];

// Roadmap is the projects of a list on one time axis: under their groups, with their key
// dates, what waits for what between them, and their phases where one is unfolded.
export function Roadmap({ label, rows, query, timeline, attributes, context, onChange, onOpen }: Props) {
	const { t } = useLang();
	const count = Math.min(most, rows.source.count);
	const lines = useLines(rows, 0, count);
	const roadmap = useRoadmap(query);
	const colour = attributes.find((a) => a.key === timeline.colour);
	// what is folded in the list is folded here by itself
	useEffect(() => {
		for (let level = 0; level < 8; level++) rows.fold(level, false);
	}, [rows]);
	const told = lines.filter((line) => line !== undefined && (line.kind === "group" || line.data.id));
	const mark = told.map((line) => line?.id).join(" ");
	const read = useMemo((): Read => {
		const day = (key: string) => (row: Row) => dayOf(row, key);
		const { start, end, baseStart, baseEnd } = timeline;
		return {
			start: day(start),
			end: day(end),
			baseStart: day(baseStart),
			baseEnd: day(baseEnd),
			progress: (row) => Number(edits.value(row.id, "progress", row.progress) ?? 0) || 0,
			tone: (row) => toneOf(row, colour),
		};
	}, [timeline, colour]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: rows change as one: by what they are, and by what was read
	const items = useMemo(
		() =>
			roadItems(
				told.filter((line) => line !== undefined),
				roadmap.data,
				read,
			),
		[mark, rows.meta, roadmap.data, read],
	);
	const links = useMemo(() => roadLinks(roadmap.data, items), [roadmap.data, items]);
	const columns = useMemo(() => columnsOf(t), [t]);
	const scale = zooms.find((z) => z.id === timeline.scale);
	const open = (item: PlanItem) => {
		const { project } = item as RoadItem;
		const row = items.find((one) => one.id === project)?.row;
		if (row) onOpen(row);
	};
	if (!rows.meta || (told.length === 0 && rows.meta.total > 0)) return <Skeleton lines={12} />;
	return (
		<div className={styles.roadmap}>
			{rows.source.count > most && <Banner tone="info">{t("roadmap.most", { count: most })}</Banner>}
			{query.asOf && <Banner tone="info">{t("roadmap.past")}</Banner>}
			<Gantt
				key={label}
				label={t("roadmap.label", { name: label })}
				items={items}
				links={links}
				columns={columns}
				network={() => null}
				works={(day) => (day - 1) % 7 < 5}
				today={context.today}
				canEdit={false}
				closed={(item) => (item as RoadItem).is === "project"}
				look={{ name: "vigie.roadmap", first: { critical: false, perDay: scale?.perDay ?? 1.6 } }}
				shows={shows}
				onOpen={open}
				onZoom={(perDay) => {
					const id = zoomOf(perDay);
					if (id !== timeline.scale && scales.includes(id)) onChange({ ...timeline, scale: id as TimelineScale });
				}}
				empty={<EmptyState icon="calendar" title={t("grid.timeline.none")} />}
			/>
		</div>
	);
}

// columnsOf are what the list says of a line, so that all that is drawn can be read.
function columnsOf(t: Translate): ListColumn<PlanItem>[] {
	const columns: ListColumn<PlanItem>[] = [
		{ key: "name", label: t("gantt.column.name"), width: 280, strong: true },
		{
			key: "start",
			label: t("gantt.column.start"),
			kind: "date",
			width: 104,
			wide: true,
			value: (i) => (i.start && i.kind !== "milestone" ? isoOfDay(dayOfStart(i.start)) : null),
		},
		{
			key: "finish",
			label: t("gantt.column.finish"),
			kind: "date",
			width: 104,
			wide: true,
			value: (i) => (i.finish ? isoOfDay(Math.max(dayOfStart(i.start), dayOfFinish(i.finish))) : null),
		},
		{
			key: "drift",
			label: t("gantt.column.drift"),
			width: 80,
			wide: true,
			value: (i) => (driftOf(barOf(i)) ? signedDays(driftOf(barOf(i)), t) : ""),
		},
	];
	return columns.map((c) => ({ ...c, sortable: false }));
}

// dayOf is the day that a project has under a key, 0 for none.
function dayOf(row: Row, key: string): Day {
	if (!key) return 0;
	const value = edits.value(row.id, key, row[key]);
	return typeof value === "string" ? dayFromISO(value) : 0;
}

// toneOf is the colour of a bar: that of its light, its weather or its choice.
function toneOf(row: Row, colour: Attribute | undefined): Tone | undefined {
	const value = colour && edits.value(row.id, colour.key, row[colour.key]);
	if (!colour || typeof value !== "string") return undefined;
	if (colour.kind === "light") return `--light-${value.replace("_", "-").replace("amber-green", "green")}`;
	if (colour.kind === "weather") return `--weather-${value}`;
	const chosen = colour.choices.find((c) => c.key === value)?.colour;
	return chosen ? `--pick-${chosen}` : undefined;
}
