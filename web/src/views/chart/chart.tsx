import { type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Drawn, Rect } from "../../engine/chart/drawn";
import { type Bubble, type ChartSpec, toneOf } from "../../engine/chart/spec";
import { useT } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Skeleton } from "../../ui/states";
import { usePrinting } from "../print/use-printing";
import styles from "./chart.module.css";
import { ChartTable } from "./chart-table";
import { Legend } from "./legend";

type Props = {
	spec: ChartSpec;
	// onOpen: a point was pressed, or its line in the table
	onOpen?: (id: string) => void;
	// chosen and onChoose: the points that are picked, by a frame or in the table
	chosen?: ReadonlySet<string>;
	onChoose?: (ids: ReadonlySet<string>) => void;
	// table: whether the table is shown instead, by whoever remembers it
	table?: boolean;
	onTable?: (table: boolean) => void;
};

// Chart draws a spec, or shows it as a table. The drawing says nothing to a screen
// reader: the table beside its switch does.
export function Chart({ spec, onOpen, chosen, onChoose, table, onTable }: Props) {
	const t = useT();
	const [own, setOwn] = useState(false);
	const asTable = table ?? own;
	const turn = () => (onTable ?? setOwn)(!asTable);
	return (
		<figure className={styles.chart} aria-label={spec.label}>
			<div className={styles.top}>
				<Legend spec={spec} />
				<span data-no-print className={styles.switch}>
					<IconButton
						small
						icon={asTable ? "chart" : "table"}
						label={t(asTable ? "chart.asChart" : "chart.asTable", { name: spec.label })}
						onPress={turn}
					/>
				</span>
			</div>
			{asTable ? (
				<ChartTable spec={spec} onOpen={onOpen} chosen={chosen} onChoose={onChoose} />
			) : (
				<Drawing spec={spec} onOpen={onOpen} chosen={chosen} onChoose={onChoose} />
			)}
		</figure>
	);
}

type DrawingProps = Pick<Props, "spec" | "onOpen" | "chosen" | "onChoose">;

function Drawing({ spec, onOpen, chosen, onChoose }: DrawingProps) {
	const box = useRef<HTMLDivElement>(null);
	const drawn = useDrawn(box, spec, chosen, { onOpen, onOver: (id, at) => setOver(id ? { id, at } : null) });
	const [over, setOver] = useState<{ id: string; at: { x: number; y: number } } | null>(null);
	const frame = useFrame(drawn.now, onChoose);
	const point = over && spec.kind === "bubble" ? spec.points.find((p) => p.id === over.id) : undefined;
	return (
		<div className={styles.drawing} {...frame.handlers} data-busy={frame.rect ? true : undefined}>
			{!drawn.ready && <Skeleton lines={4} />}
			<div ref={box} className={styles.canvas} aria-hidden="true" data-chart />
			{spec.kind === "bubble" && spec.corners && <Corners names={spec.corners} />}
			{frame.rect && <div className={styles.frame} style={styleOf(frame.rect)} />}
			{point && spec.kind === "bubble" && over && !frame.rect && <Hint spec={spec} id={point.id} at={over.at} />}
		</div>
	);
}

// Corners are the names of the quadrants, each in its own.
function Corners({ names }: { names: readonly string[] }) {
	return (
		<>
			{names.map(
				(name, i) =>
					name && (
						<span key={i} className={styles.corner} data-at={i} aria-hidden="true">
							{name}
						</span>
					),
			)}
		</>
	);
}

function styleOf(r: Rect) {
	return { left: r.left, top: r.top, width: r.right - r.left, height: r.bottom - r.top };
}

// paper is how wide a sheet of A4 on its side is between its margins, in pixels.
const paper = 1032;

// useDrawn fetches what draws, once, and keeps the drawing as the spec says.
function useDrawn(
	box: { current: HTMLDivElement | null },
	spec: ChartSpec,
	chosen: ReadonlySet<string> | undefined,
	on: { onOpen?: (id: string) => void; onOver: (id: string | null, at: { x: number; y: number }) => void },
) {
	const now = useRef<Drawn | null>(null);
	const [ready, setReady] = useState(false);
	const live = useRef({ spec, chosen, on });
	live.current = { spec, chosen, on };
	useEffect(() => {
		const into = box.current;
		if (!into) return;
		let gone = false;
		let watch: ResizeObserver | undefined;
		void import("../../engine/chart/drawn").then(({ draw }) => {
			if (gone) return;
			const made = draw(into, {
				over: (id, at) => live.current.on.onOver(id, at),
				press: (id) => live.current.on.onOpen?.(id),
			});
			now.current = made;
			made.show(live.current.spec, live.current.chosen);
			watch = new ResizeObserver(() => made.resize());
			watch.observe(into);
			setReady(true);
		});
		return () => {
			gone = true;
			watch?.disconnect();
			now.current?.remove();
			now.current = null;
		};
	}, [box]);
	useEffect(() => now.current?.show(spec, chosen), [spec, chosen]);
	const printing = usePrinting();
	useLayoutEffect(() => {
		const page = document.getElementById("main")?.clientWidth;
		const wide = box.current?.clientWidth;
		if (!printing || !page || !wide) return;
		now.current?.fit(Math.round((wide * paper) / page));
		return () => now.current?.fit(null);
	}, [printing, box]);
	return { now, ready };
}

// useFrame lets the pointer draw a frame around points, to pick them.
function useFrame(drawn: { current: Drawn | null }, onChoose: Props["onChoose"]) {
	const [rect, setRect] = useState<Rect | null>(null);
	const from = useRef<{ x: number; y: number } | null>(null);
	const at = (e: PointerEvent) => {
		const box = e.currentTarget.getBoundingClientRect();
		return { x: e.clientX - box.left, y: e.clientY - box.top };
	};
	if (!onChoose) return { rect: null, handlers: {} };
	const handlers = {
		onPointerDown: (e: PointerEvent) => {
			if (e.button === 0 && e.pointerType === "mouse") from.current = at(e);
		},
		onPointerMove: (e: PointerEvent) => {
			if (!from.current) return;
			const to = at(e);
			if (!rect && Math.abs(to.x - from.current.x) + Math.abs(to.y - from.current.y) < 6) return;
			setRect(between(from.current, to));
		},
		onPointerUp: () => {
			if (rect) onChoose(new Set(drawn.current?.within(rect)));
			from.current = null;
			setRect(null);
		},
		onPointerLeave: () => {
			from.current = null;
			setRect(null);
		},
	};
	return { rect, handlers };
}

function between(a: { x: number; y: number }, b: { x: number; y: number }): Rect {
	return {
		left: Math.min(a.x, b.x),
		top: Math.min(a.y, b.y),
		right: Math.max(a.x, b.x),
		bottom: Math.max(a.y, b.y),
	};
}

// Hint says what the point under the pointer is.
function Hint({ spec, id, at }: { spec: Bubble; id: string; at: { x: number; y: number } }) {
	const point = spec.points.find((p) => p.id === id);
	if (!point) return null;
	const lines = [
		[spec.x.title, spec.x.format(point.x)],
		[spec.y.title, spec.y.format(point.y)],
		...(spec.size && point.size !== null ? [[spec.size.title, spec.size.format(point.size)]] : []),
		...(spec.colour ? [[spec.colour, toneOf(spec, point).name]] : []),
	];
	return (
		<div className={styles.hint} style={{ left: at.x, top: at.y }} aria-hidden="true">
			<strong>{point.name}</strong>
			<dl>
				{lines.map(([name, value]) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{value}</dd>
					</div>
				))}
			</dl>
		</div>
	);
}
