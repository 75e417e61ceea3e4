import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { Link } from "react-aria-components";
import type { Axis, Bubble as Spec } from "../../../engine/chart/spec";
import { lights, weathers } from "../../../fields/status";
import { useFieldContext } from "../../../fields/use-context";
import { formatDay, formatMonth } from "../../../format/day";
import { formatMoney } from "../../../format/money";
import { useT } from "../../../i18n/use-lang";
import { ButtonLink, IconButton } from "../../../ui/button";
import { Chart } from "../../../views/chart/chart";
import { shapeOf, toneOf } from "../../../views/chart/tones";
import { picked, projectHref, rowsHref } from "../links";
import type { BubbleData, Dimension, Kind } from "../model";
import { usePage } from "../reading";
import { drawn, valueText } from "../say";
import styles from "./bubble.module.css";

// Bubble sets the projects between two axes; those picked, by a frame or in the
// table, open as a list.
export function Bubble({ data }: { data: BubbleData }) {
	const t = useT();
	const { reading, arranging } = usePage();
	const navigate = useNavigate();
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const own = useFieldContext().currency;
	const spec = useMemo(() => specOf(data, t, own), [data, t, own]);
	const points = data.points.filter((p) => chosen.has(p.id));
	if (!data.points.length) return <p className={styles.none}>{t("summary.bubble.none")}</p>;
	return (
		<div className={styles.bubble}>
			<Chart
				spec={spec}
				chosen={chosen}
				onChoose={setChosen}
				onOpen={arranging ? undefined : (id) => void navigate({ href: projectHref(reading, id) })}
			/>
			<footer className={styles.foot}>
				{points.length > 0 ? (
					<span className={styles.picked} role="status">
						{t("summary.bubble.picked", { count: points.length })}
						<ButtonLink small href={rowsHref(reading, picked(points))}>
							{t("summary.bubble.open")}
						</ButtonLink>
						<IconButton
							small
							icon="close"
							label={t("summary.bubble.none_picked")}
							onPress={() => setChosen(new Set())}
						/>
					</span>
				) : (
					<>
						{data.size && <span>{t("summary.bubble.size", { name: data.size.label })}</span>}
						{data.empty > 0 && (
							<Link href={rowsHref(reading, data.empty_rows)} className={styles.link ?? ""}>
								{t("summary.bubble.empty", { count: data.empty })}
							</Link>
						)}
						{data.more > 0 && <span>{t("summary.more", { count: data.more })}</span>}
					</>
				)}
			</footer>
		</div>
	);
}

function specOf(data: BubbleData, t: ReturnType<typeof useT>, own: string): Spec {
	const currency = currencyOf(data) || own;
	const colour = data.colour?.kind ?? "";
	const tones = data.legend.map((l, i) => ({
		id: l.value ?? "",
		name: l.label,
		colour: toneOf(colour, l.value, l.colour, i),
		shape: shapeOf(colour, l.value, i),
	}));
	const known = new Set(tones.map((tone) => tone.id));
	const other = { id: "", name: "", colour: data.colour ? "control-line" : "accent", shape: "circle" as const };
	const points = data.points.flatMap((p) => {
		const x = drawn(p.x, data.x.kind);
		const y = drawn(p.y, data.y.kind);
		if (x === null || y === null) return [];
		const tone = known.has(p.colour ?? "") ? (p.colour ?? "") : "";
		return [{ id: p.id, name: p.name, x, y, size: data.size ? drawn(p.size, data.size.kind) : null, tone }];
	});
	return {
		kind: "bubble",
		label: t("summary.bubble.label", { x: data.x.label, y: data.y.label }),
		name: t("summary.project"),
		x: axisOf(data.x, currency, t),
		y: axisOf(data.y, currency, t),
		size: data.size && axisOf(data.size, currency, t),
		colour: data.colour?.label ?? "",
		tones: known.has("") ? tones : [...tones, other],
		points: points.sort((a, b) => (b.size ?? 0) - (a.size ?? 0)),
		split: data.quadrants && {
			x: drawn(data.quadrants.x, data.x.kind),
			y: drawn(data.quadrants.y, data.y.kind),
		},
		corners: cornersOf(data.quadrants?.labels),
	};
}

// The server names the quadrants line by line, a chart clockwise.
function cornersOf(labels: string[] | undefined): Spec["corners"] {
	const [topLeft = "", topRight = "", bottomLeft = "", bottomRight = ""] = labels ?? [];
	return [topLeft, topRight, bottomRight, bottomLeft];
}

// currencyOf is the one that amounts are in.
function currencyOf(data: BubbleData): string {
	for (const p of data.points) {
		for (const v of [p.size, p.x, p.y]) {
			if (v && typeof v === "object" && "currency" in v) return String(v.currency);
		}
	}
	return "";
}

function axisOf(d: Dimension, currency: string, t: ReturnType<typeof useT>): Axis {
	const title = d.measure && d.measure !== "%" ? `${d.label} (${d.measure})` : d.label;
	const ranks = d.kind === "light" ? lights : d.kind === "weather" ? weathers : null;
	if (ranks) {
		return { title, format: (v) => rankName(ranks, v, t), ticks: ranks.map((_, i) => i + 1) };
	}
	return { title, format: (v) => written(v, d.kind, currency, t) };
}

function rankName(ranks: typeof lights, value: number, t: ReturnType<typeof useT>): string {
	const status = ranks[Math.round(value) - 1];
	return status ? t(status.title) : "";
}

// An axis is of numbers: days, months and amounts are written from theirs.
function written(value: number, kind: Kind, currency: string, t: ReturnType<typeof useT>): string {
	if (kind === "date") return formatDay(Math.round(value), "month");
	if (kind === "month") return formatMonth(Math.round(value));
	if (kind === "money") return formatMoney({ amount: String(Math.round(value)), currency }, "auto");
	return valueText(String(Number(value.toFixed(2))), kind, t);
}
