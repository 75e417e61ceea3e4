import { Link } from "react-aria-components";
import { formatCount } from "../../../format/number";
import { useT } from "../../../i18n/use-lang";
import { Explain } from "../explain";
import { rowsHref } from "../links";
import type { BreakdownData, BreakdownGroup } from "../model";
import { Moved } from "../moved";
import { usePage } from "../reading";
import { useFit } from "../room";
import { deltaOf, drawn, valueText } from "../say";
import styles from "./breakdown.module.css";

// Breakdown is how many projects, and how much, stand in each part. The bar is of
// what is summed, or of the count where nothing is.
export function Breakdown({ data }: { data: BreakdownData }) {
	const t = useT();
	const { compared, reading } = usePage();
	const room = useFit(compared ? 37 : 31, 48);
	const rest = data.more + Math.max(0, data.groups.length - room);
	const most = Math.max(1, ...data.groups.map((g) => sizeOf(g, data)));
	return (
		<div className={styles.breakdown}>
			<table className={styles.table} data-compared={compared ? true : undefined}>
				<caption className="visually-hidden">{data.label}</caption>
				<thead className={data.total ? undefined : "visually-hidden"}>
					<tr>
						<th scope="col">{data.label}</th>
						<td className={styles.bar} />
						<th scope="col">{t("home.projects")}</th>
						{data.total && <th scope="col">{data.total_label}</th>}
						<td className={styles.why} data-no-print />
					</tr>
				</thead>
				<tbody>
					{data.groups.slice(0, room).map((g) => (
						<Line key={g.label} group={g} data={data} share={sizeOf(g, data) / most} />
					))}
				</tbody>
			</table>
			{(rest > 0 || data.several) && (
				<p className={styles.note}>
					{rest > 0 && (
						<Link href={groupedHref(rowsHref(reading, ""), data.by)} className={styles.all ?? ""}>
							{t("summary.more", { count: rest })}
						</Link>
					)}{" "}
					{data.several && t("summary.several")}
				</p>
			)}
		</div>
	);
}

// groupedHref is the list of the projects, under what they are parted by.
function groupedHref(href: string, by: string): string {
	return `${href}${href.includes("?") ? "&" : "?"}group=${by}`;
}

function sizeOf(g: BreakdownGroup, data: BreakdownData): number {
	if (!data.total) return g.count;
	return drawn(g.converted ?? g.total, data.total_kind) ?? 0;
}

function Line({ group: g, data, share }: { group: BreakdownGroup; data: BreakdownData; share: number }) {
	const { reading, compared } = usePage();
	return (
		<tr>
			<th scope="row" title={g.label}>
				<Link href={rowsHref(reading, g.rows)} className={styles.name ?? ""}>
					{g.label}
				</Link>
			</th>
			<td className={styles.bar} aria-hidden="true">
				<span className={styles.fill} style={{ inlineSize: `${Math.max(0, share) * 100}%` }} />
			</td>
			<td>
				{formatCount(g.count)}
				{compared && typeof g.was_count === "number" && <Moved short delta={g.count - g.was_count} kind="count" />}
			</td>
			{data.total && <Total group={g} data={data} />}
			<td className={styles.why} data-no-print>
				<Explain path={g.explain} label={g.label} />
			</td>
		</tr>
	);
}

function Total({ group: g, data }: { group: BreakdownGroup; data: BreakdownData }) {
	const t = useT();
	const { compared } = usePage();
	const delta = compared ? deltaOf(g.converted ?? g.total, g.was_converted ?? g.was_total) : null;
	return (
		<td>
			{valueText(g.total, data.total_kind, t, g.converted)}
			{delta !== null && (
				<span className={styles.was}>
					<Moved short delta={delta} kind={data.total_kind} />
				</span>
			)}
		</td>
	);
}
