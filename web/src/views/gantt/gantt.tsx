import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import "../../engine/gantt/gantt.css";
import type { MemorySource } from "../../data/row-source";
import type { Gesture } from "../../engine/gantt/drag";
import type { Bar, Line, Tie } from "../../engine/gantt/model";
import type { Network } from "../../engine/gantt/order";
import { Timeline } from "../../engine/gantt/timeline";
import type { Wish } from "../../engine/gantt/wish";
import type { Grid } from "../../engine/grid/grid";
import type { GridRow } from "../../engine/grid/model";
import type { Day } from "../../format/day";
import { langState } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import type { MenuGroup } from "../../ui/menu";
import { useNarrow } from "../../ui/use-narrow";
import type { ListColumn } from "../grid/list-column";
import { ListGrid } from "../grid/list-grid";
import type { KeptLayout } from "../grid/list-layout";
import { columnsGroup, firstSplit, useTreeLayout } from "./columns";
import { described } from "./described";
import styles from "./gantt.module.css";
import { linesOf, type PlanItem, type PlanLink, startOf, tiesOf } from "./items";
import { type Look, useLook } from "./look";
import { pictureOf, save } from "./picture";
import type { Step } from "./plan-keys";
import { Splitter } from "./split";
import { Tip } from "./tip";
import { type Offered, type Toggle, Tools } from "./tools";
import { useClosed } from "./use-closed";
import { type Done, useProposal } from "./use-proposal";
import { timelineWords } from "./words";

type Props = Offered & {
	label: string;
	items: readonly PlanItem[];
	links: readonly PlanLink[];
	columns: readonly ListColumn<PlanItem>[];
	// network: the plan as it is computed, by which previews are, asked for when one is
	// needed; its activities are the items in their order
	network: () => Network | null;
	works: (day: Day) => boolean;
	today: Day;
	canEdit: boolean;
	onEdit?: (item: PlanItem, key: string, value: unknown, undone: boolean) => Promise<unknown> | undefined;
	// onWish does what a drag or keys asked
	onWish?: Done;
	onOpen?: (item: PlanItem) => void;
	// onStep moves a line among the others, or into a phase and out of it
	onStep?: (item: PlanItem, step: Step) => void;
	onActive?: (item: PlanItem | undefined) => void;
	// naming: a line that has just been made, whose name is typed next
	naming?: string;
	menu?: (item: PlanItem) => MenuGroup[];
	empty?: ReactNode;
	// closed: a line is folded when it first comes
	closed?: (item: PlanItem) => boolean;
	// look: the name under which it is kept how the timeline is looked at, and what it is at first
	look?: { name: string; first: Partial<Look> };
	shows?: readonly Toggle[];
	// layout: which columns are shown and how wide, where the person keeps it
	layout?: KeptLayout;
	onZoom?: (perDay: number) => void;
};

const parentOf = (item: PlanItem) => item.parent;
const [head, rowHeight] = [48, 32];

// Gantt is a plan: its lines in the grid at left, which says and changes everything, and
// the same as bars at right.
export function Gantt(props: Props) {
	const { t, lang } = useLang();
	const { items, links, network, canEdit, today, label } = props;
	const narrow = useNarrow();
	const [look, setLook] = useLook(props.look?.name, props.look?.first);
	const box = useRef<HTMLDivElement>(null);
	const right = useRef<HTMLDivElement>(null);
	const grid = useRef<Grid | null>(null);
	const source = useRef<MemorySource | null>(null);
	const timeline = useRef<Timeline | null>(null);
	const now = useRef(props);
	now.current = props;
	const drawn = useRef<{ lines: Line[]; ties: Tie[]; rows: GridRow[] }>({ lines: [], ties: [], rows: [] });
	const [room, setRoom] = useState({ width: 1200, height: 600 });
	const [sheet, setSheet] = useState("");
	const { tip, propose, accept, drop, onKeyDown, moved } = useProposal({
		items,
		network,
		canEdit,
		grid,
		timeline,
		onWish: props.onWish,
		onStep: props.onStep,
	});
	const kept = useTreeLayout(props.layout);
	const said = useMemo(() => described(items, t), [items, t]);
	const split = look.split || (narrow ? 150 : firstSplit(room.width, props.columns, kept));
	const most = Math.max(160, room.width - 160);

	const draw = () => {
		const from = source.current;
		if (!from) return;
		const rows = Array.from({ length: from.count }, (_, i) => from.row(i)).filter((r) => r !== undefined);
		const lines = linesOf(rows, now.current.items);
		const ties = tiesOf(now.current.links, lines, now.current.items);
		const first = !drawn.current.lines.some((line) => line.bars.length > 0);
		drawn.current = { lines, ties, rows };
		timeline.current?.set(lines, ties);
		if (first) timeline.current?.goTo(startOf(now.current.items, today), "instant");
	};
	const named = useRef("");
	const nameNew = () => {
		const { naming = "" } = now.current;
		if (!naming || naming === named.current || !grid.current?.activate(naming, "name")) return;
		named.current = naming;
		grid.current.focus();
		grid.current.edit();
	};
	// Rows, items and the timeline itself come together: they are drawn once.
	const asked = useRef(false);
	const redraw = useRef(() => undefined as undefined);
	redraw.current = () => {
		if (!asked.current)
			queueMicrotask(() => {
				asked.current = false;
				draw();
				nameNew();
			});
		asked.current = true;
	};
	const onGrid = (made: Grid, of: MemorySource) => {
		grid.current = made;
		source.current = of;
		const stop = new AbortController();
		made.element.addEventListener("scroll", () => timeline.current?.scrollTo(made.element.scrollTop), {
			signal: stop.signal,
		});
		const bar = made.element.offsetWidth - made.element.clientWidth;
		box.current?.style.setProperty("--gantt-bar", `${bar}px`);
		const leave = of.onChange(() => redraw.current());
		return () => {
			stop.abort();
			leave();
			grid.current = null;
			source.current = null;
		};
	};
	const wishFor = (gesture: Gesture): [PlanItem, Wish] | undefined => {
		const find = (bar: Bar) => now.current.items.find((i) => i.id === bar.id);
		const item = find(gesture.do === "link" ? gesture.from : gesture.bar);
		if (!item) return undefined;
		if (gesture.do === "link") {
			const to = find(gesture.to);
			return to && [item, { do: "link", from: item.at, to: to.at, type: gesture.type }];
		}
		if (gesture.do === "move") return [item, { do: "move", activity: item.at, days: gesture.days }];
		if (gesture.do === "resize") return [item, { do: "resize", activity: item.at, finish: gesture.finish }];
		return [item, { do: "progress", activity: item.at, progress: gesture.progress }];
	};
	const acts = useRef({ wishFor, propose, accept, drop });
	acts.current = { wishFor, propose, accept, drop };
	// biome-ignore lint/correctness/useExhaustiveDependencies: made once for a language; the rest is told
	useEffect(() => {
		const host = right.current;
		if (!host) return;
		const made = new Timeline(host, {
			words: timelineWords(langState()),
			today,
			headerHeight: head,
			rowHeight,
			perDay: look.perDay,
			canEdit,
			works: (day) => now.current.works(day),
			onDrag: (gesture, at) => {
				const asked = acts.current.wishFor(gesture);
				return asked && acts.current.propose(asked[0], asked[1], at, langState().t("gantt.hint.drag"));
			},
			onDrop: () => void acts.current.accept(),
			onLeave: () => acts.current.drop(),
			onChoose: (id) => {
				const g = grid.current;
				g?.activate(id, g.shownColumns[Math.max(0, g.selection.active.col)]?.key ?? "");
				g?.focus();
			},
			onOpen: ({ id }) => {
				const item = now.current.items.find((i) => i.id === id);
				if (item) now.current.onOpen?.(item);
			},
			onScroll: (top) => {
				const at = grid.current?.element;
				if (at && Math.abs(at.scrollTop - top) >= 1) at.scrollTop = top;
			},
			onZoom: (perDay) => {
				setLook({ perDay });
				now.current.onZoom?.(perDay);
			},
		});
		timeline.current = made;
		made.show(look);
		drawn.current = { lines: [], ties: [], rows: [] }; // another one begins where the first did
		redraw.current();
		return () => {
			timeline.current = null;
			made.destroy();
		};
	}, [lang, canEdit]);
	useClosed(items, props.closed, source);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what was found is the items and links
	useEffect(() => redraw.current(), [items, links, props.naming]);
	useEffect(() => timeline.current?.show(look), [look]);
	useEffect(() => {
		const at = box.current;
		if (!at) return;
		const sizes = new ResizeObserver(([entry]) => {
			const { width = 0, height = 0 } = entry?.contentRect ?? {};
			setRoom({ width: Math.floor(width), height: Math.floor(height) });
		});
		sizes.observe(at);
		return () => sizes.disconnect();
	}, []);

	const picture = () => {
		const { lines, ties, rows } = drawn.current;
		if (!box.current) return "";
		const words = timelineWords(langState());
		const levels = rows.map((r) => r.level);
		return pictureOf({
			host: box.current,
			lines,
			ties,
			levels,
			words,
			today,
			works: props.works,
			look,
			title: label,
			names: props.closed !== undefined,
		});
	};
	const drawnNow = {
		look,
		today,
		shows: props.shows,
		onLook: setLook,
		timeline: () => timeline.current,
		onSvg: () => save(picture(), "image/svg+xml", `${label}.svg`),
		onPrint: () => setSheet(URL.createObjectURL(new Blob([picture()], { type: "image/svg+xml" }))),
	};
	return (
		<div className={styles.gantt}>
			<Tools {...props} drawn={drawnNow} choice={kept && columnsGroup(t, kept, props.columns)} />
			<p className="visually-hidden">{said}</p>
			<div className={styles.panes} ref={box}>
				{/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the grid inside */}
				<div
					className={styles.left}
					style={{ width: Math.min(split, most) }}
					onKeyDownCapture={onKeyDown}
					onBlur={(e) => {
						if (!e.currentTarget.contains(e.relatedTarget)) void accept();
					}}
				>
					<ListGrid
						label={label}
						rows={items}
						columns={props.columns}
						parentOf={parentOf}
						headerHeight={head}
						{...(kept && { layout: kept, footless: true })}
						onGrid={onGrid}
						onEdit={canEdit ? props.onEdit : undefined}
						onOpen={props.onOpen}
						menu={props.menu}
						empty={props.empty}
						onSelect={(rows) => {
							timeline.current?.choose(new Set(rows.map((r) => r.id)));
							moved();
							props.onActive?.(rows[0]);
						}}
					/>
				</div>
				<Splitter width={Math.min(split, most)} most={most} onChange={(width) => setLook({ split: width })} />
				<div className={styles.right} ref={right}>
					{tip && <Tip tip={tip} room={{ width: room.width - split, height: room.height }} />}
				</div>
			</div>
			{sheet && (
				<img
					className={styles.sheet}
					src={sheet}
					alt={label}
					onLoad={() => {
						window.print();
						URL.revokeObjectURL(sheet);
						setSheet("");
					}}
				/>
			)}
		</div>
	);
}
