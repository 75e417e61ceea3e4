import type { ChartShape, ChartSpec, Tone } from "../../engine/chart/spec";
import styles from "./chart.module.css";

const marks: Record<ChartShape, string> = {
	circle: "M6 1a5 5 0 1 0 0 10a5 5 0 1 0 0-10Z",
	diamond: "M6 .5 11.5 6 6 11.5 .5 6Z",
	triangle: "M6 1 11.5 11H.5Z",
	rect: "M1.5 1.5h9v9h-9Z",
	pin: "M4 1.5h4a2.5 2.5 0 0 1 2.5 2.5v4A2.5 2.5 0 0 1 8 10.5H4A2.5 2.5 0 0 1 1.5 8V4A2.5 2.5 0 0 1 4 1.5Z",
	down: "M.5 1h11L6 11Z",
	bar: "M.5 4h11v4H.5Z",
	cross: "M4 .5h4V4h3.5v4H8v3.5H4V8H.5V4H4Z",
};

// Legend names the groups of a chart by their colour and their shape.
export function Legend({ spec }: { spec: ChartSpec }) {
	const tones: readonly Tone[] = spec.kind === "bubble" ? spec.tones : spec.series;
	const shown = tones.filter((tone) => tone.name);
	if (shown.length < 2) return <span />;
	return (
		<ul className={styles.legend}>
			{shown.map((tone) => (
				<li key={tone.id}>
					<svg viewBox="0 0 12 12" width={10} height={10} aria-hidden="true">
						<path d={marks[tone.shape ?? "circle"]} style={{ fill: `var(--${tone.colour})` }} />
					</svg>
					{tone.name}
				</li>
			))}
		</ul>
	);
}
