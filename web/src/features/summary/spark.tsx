import styles from "./summary.module.css";

type Props = { values: readonly (number | null)[]; label: string };

const wide = 200;
const high = 24;

// Spark draws how a figure came to be what it is, without an axis: a line, and its
// last point.
export function Spark({ values, label }: Props) {
	const known = values.flatMap((v, i) => (v === null ? [] : [{ v, i }]));
	const last = known.at(-1);
	if (known.length < 2 || !last) return null;
	const all = known.map((k) => k.v);
	const low = Math.min(...all);
	const spread = Math.max(...all) - low;
	const x = (i: number) => 2 + (i / (values.length - 1)) * (wide - 6);
	const y = (v: number) => (spread === 0 ? high / 2 : high - 4 - ((v - low) / spread) * (high - 8));
	const line = known.map(({ v, i }, n) => `${n ? "L" : "M"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`).join("");
	const area = `${line}L${x(last.i).toFixed(1)} ${high}L${x(known[0]?.i ?? 0).toFixed(1)} ${high}Z`;
	return (
		<svg
			className={styles.spark}
			viewBox={`0 0 ${wide} ${high}`}
			preserveAspectRatio="none"
			height={high}
			role="img"
			aria-label={label}
		>
			<path d={area} className={styles.sparkArea} />
			<path d={line} className={styles.sparkLine} />
			<path d={`M${x(last.i).toFixed(1)} ${y(last.v).toFixed(1)}h0`} className={styles.sparkEnd} />
		</svg>
	);
}
