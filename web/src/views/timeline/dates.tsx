import { useMemo } from "react";
import type { Milestone } from "../../data/milestones";
import { type Day, dayFromISO, formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { clustered, placeLabels } from "./labels";
import { leftOf, type Span, widthOf } from "./scale";
import styles from "./timeline.module.css";

// widest is where a name is cut, in pixels.
const widest = 168;

type Props = { dates: readonly Milestone[]; span: Span; today: Day };

// Dates are the key dates of a project as diamonds on its line. Their names stand
// beside them where there is room; all are said by the name of the line.
export function Dates({ dates, span, today }: Props) {
	const shown = useMemo(() => {
		const end = widthOf(span);
		const all = clustered(dates.map((m) => ({ at: leftOf(span, dayOf(m) + 0.5), of: m })));
		const marks = all.map(({ at, of }) => {
			const tone = toneOf(of, today);
			const text = of.length > 1 ? `${of[0]?.name ?? ""} +${of.length - 1}` : (of[0]?.name ?? "");
			return { at, of, tone, text, width: Math.min(widest, widthOfText(text)) };
		});
		const lefts = placeLabels(marks, end);
		return marks.map((mark, i) => ({ ...mark, left: lefts[i] ?? null }));
	}, [dates, span, today]);
	return shown.map(({ at, of, tone, text, width, left }) => (
		<span key={at} title={of.map(sayDate).join("\n")}>
			<span className={styles.diamond} data-tone={tone} style={{ left: at }}>
				{tone === "done" && <Icon name="check" size={8} />}
			</span>
			{left !== null && (
				<span className={styles.dateName} data-tone={tone} style={{ left, maxWidth: width }}>
					{text}
				</span>
			)}
		</span>
	));
}

// sayDate names a key date and its day.
export function sayDate(m: Milestone): string {
	return `${m.name ?? ""} (${formatDay(dayOf(m))})`;
}

// useSaidDates says the key dates of a project in a sentence, "" without any.
export function useSaidDates(dates: readonly Milestone[]): string {
	const { t } = useLang();
	return dates.length ? `, ${t("grid.timeline.dates", { list: dates.map(sayDate).join(", ") })}` : "";
}

function dayOf(m: Milestone): Day {
	return dayFromISO((m.status === "done" && m.done_on) || m.date);
}

// toneOf is how the worst of some key dates stands.
function toneOf(dates: readonly Milestone[], today: Day): "late" | "open" | "done" {
	const open = dates.filter((m) => m.status !== "done");
	if (open.some((m) => m.late || dayOf(m) < today)) return "late";
	return open.length ? "open" : "done";
}

const widths = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;

// widthOfText is how wide a name is as it is drawn.
function widthOfText(text: string): number {
	const known = widths.get(text);
	if (known !== undefined) return known;
	if (pen === undefined) {
		pen = document.createElement("canvas").getContext("2d");
		if (pen) pen.font = `11px ${getComputedStyle(document.body).fontFamily}`;
	}
	const width = Math.ceil(pen ? pen.measureText(text).width : text.length * 6) + 2;
	if (widths.size > 5000) widths.clear();
	widths.set(text, width);
	return width;
}
