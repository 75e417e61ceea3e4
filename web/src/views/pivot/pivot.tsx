import { useEffect, useMemo, useState } from "react";
import type { Attribute } from "../../api/types";
import type { RowQuery, Total } from "../../data/rows";
import type { FieldContext } from "../../fields/kind";
import { formatCount, formatNumber } from "../../format/number";
import { pick, type Translate } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { groupName } from "../group/group-words";
import { PartialMark } from "../partial-mark";
import { ruleName } from "../rule-name";
import { shortTotal, totalText } from "../totals";
import type { PivotState, ViewGroup } from "../view-state";
import styles from "./pivot.module.css";
import {
	type Cell,
	type Flat,
	flatten,
	joined,
	type Measured,
	type PivotAnswer,
	shadesOf,
	usePivot,
} from "./pivot-data";
import { PivotTools } from "./pivot-tools";

type Props = {
	label: string;
	query: RowQuery;
	pivot: PivotState;
	attributes: readonly Attribute[];
	context: FieldContext;
	onChange: (pivot: PivotState) => void;
	// onOpen shows the projects for which a condition holds beside the filter there is
	onOpen: (filter: string) => void;
	// still: without the tools, as on a dashboard
	still?: boolean;
};

// Pivot is the list crossed: lines by columns, with the totals of both. Each figure
// opens on its projects.
export function Pivot({ label, query, pivot, attributes, context, onChange, onOpen, still }: Props) {
	const { t } = useLang();
	const { data, error, refetch, isPlaceholderData } = usePivot(query, pivot);
	return (
		<div className={styles.frame}>
			{!still && <PivotTools pivot={pivot} attributes={attributes} onChange={onChange} />}
			{error ? (
				<ErrorState error={error} onRetry={() => void refetch()} />
			) : !data ? (
				<Skeleton lines={12} />
			) : data.total === 0 ? (
				<EmptyState icon="table" title={t("pivot.empty")} />
			) : (
				<Crossed
					{...{ label, data, pivot, attributes, context }}
					stale={isPlaceholderData}
					onOpen={(filter) => onOpen(joined(query.filter, filter))}
				/>
			)}
		</div>
	);
}

// many is from how many lines on a pivot opens with its first level alone.
const many = 400;
const step = 300;

type CrossedProps = {
	label: string;
	data: PivotAnswer;
	pivot: PivotState;
	attributes: readonly Attribute[];
	context: FieldContext;
	stale: boolean;
	onOpen: (filter: string) => void;
};

function Crossed({ label, data, pivot, attributes, context, stale, onOpen }: CrossedProps) {
	const { t, lang } = useLang();
	const levels = data.rows.map((r) => r.key).join();
	const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
	const [most, setMost] = useState(step);
	// biome-ignore lint/correctness/useExhaustiveDependencies: other levels begin anew
	useEffect(() => {
		const all = flatten(data.lines, new Set());
		setFolded(new Set(all.length > many ? all.filter((f) => f.depth === 0 && f.line.lines).map((f) => f.id) : []));
		setMost(step);
	}, [levels]);
	const lines = useMemo(() => flatten(data.lines, folded), [data, folded]);
	const shade = useMemo(() => shadesOf(data.lines, data.measures.length), [data]);
	const toggle = (id: string) => {
		const next = new Set(folded);
		if (!next.delete(id)) next.add(id);
		setFolded(next);
	};
	const said: Said = { data, pivot, attributes, context, t, shade, onOpen };
	const nameOf = (key: string) => pick(attributes.find((a) => a.key === key)?.label, lang) || key;
	const corner = data.rows.map((r) => nameOf(r.key)).join(" › ");
	const columnName = data.columns[0] ? nameOf(data.columns[0].key) : "";
	const measures = data.measures.map((m) => measureName(m, attributes, t, lang));
	const apart = measures.length > 1;
	const levelOf = (level: { key: string; by: string } | undefined): ViewGroup | undefined =>
		level && { key: level.key, ...(level.by ? { by: level.by as "month" } : {}) };
	const column = levelOf(data.columns[0]);
	const headNames = data.heads.map((h) => groupName(h.value, column, attributes, context, t));
	const said2 = apart ? measures : [measures[0] ?? ""];
	return (
		<>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys */}
			<section className={styles.scroller} tabIndex={0} aria-label={label} data-stale={stale || undefined}>
				<table className={styles.table}>
					<caption className={styles.caption}>
						{t("pivot.caption", {
							rows: corner || t("pivot.total"),
							columns: columnName || "–",
							measures: measures.join(", "),
						})}
					</caption>
					<thead>
						<tr>
							<th scope="col" rowSpan={apart && data.heads.length ? 2 : 1} className={styles.corner}>
								{corner}
							</th>
							{data.heads.map((head, i) => (
								<th
									key={head.filter}
									scope={apart ? "colgroup" : "col"}
									colSpan={measures.length}
									className={styles.head}
								>
									<Open name={headNames[i] ?? ""} onPress={() => onOpen(head.filter)} t={t} />
								</th>
							))}
							{data.heads.length ? (
								<th scope={apart ? "colgroup" : "col"} colSpan={measures.length} className={styles.sumHead}>
									{apart ? t("pivot.total") : `${t("pivot.total")} · ${measures[0]}`}
								</th>
							) : (
								said2.map((name) => (
									<th key={name} scope="col" className={styles.sumHead}>
										{name}
									</th>
								))
							)}
						</tr>
						{apart && data.heads.length > 0 && (
							<tr className={styles.second}>
								{[...data.heads.map((h) => h.filter), ""].flatMap((filter) =>
									measures.map((name) => (
										<th key={`${filter} ${name}`} scope="col" className={filter ? styles.head : styles.sumHead}>
											<span className={styles.measure}>{name}</span>
										</th>
									)),
								)}
							</tr>
						)}
					</thead>
					<tbody>
						{lines.slice(0, most).map((flat) => (
							<Row
								key={flat.id}
								flat={flat}
								name={groupName(flat.line.value, levelOf(data.rows[flat.depth]), attributes, context, t)}
								said={said}
								onToggle={() => toggle(flat.id)}
							/>
						))}
					</tbody>
					<tfoot>
						<tr>
							<th scope="row" className={styles.name}>
								{t("pivot.total")}
							</th>
							{data.heads.map((head) => (
								<Figures key={head.filter} cell={head} filter={head.filter} said={said} sum />
							))}
							<Figures cell={data.all} filter="" said={said} sum />
						</tr>
					</tfoot>
				</table>
				{lines.length > most && (
					<Button kind="quiet" onPress={() => setMost(most + step)}>
						{t("pivot.more", { count: lines.length - most })}
					</Button>
				)}
			</section>
			{data.partial && (
				<p className={styles.note}>
					<PartialMark />
				</p>
			)}
		</>
	);
}

type Said = Omit<CrossedProps, "label" | "stale"> & {
	t: Translate;
	shade: (measure: number, total: Total) => number;
};

type RowProps = { flat: Flat; name: string; said: Said; onToggle: () => void };

function Row({ flat, name, said, onToggle }: RowProps) {
	const { line, depth, filter, open } = flat;
	const { data, t, onOpen } = said;
	const byHead = new Map(line.cells.map((cell) => [cell.at, cell]));
	return (
		<tr data-depth={depth} data-above={line.lines ? true : undefined}>
			<th scope="row" className={styles.name} style={{ paddingInlineStart: `${0.75 + depth * 1.25}rem` }}>
				<span className={styles.line}>
					{line.lines ? (
						<button
							type="button"
							className={styles.fold}
							aria-expanded={open}
							aria-label={t(open ? "pivot.fold" : "pivot.unfold", { name })}
							onClick={onToggle}
						>
							<Icon name={open ? "chevron-down" : "chevron-right"} size={14} />
						</button>
					) : (
						data.rows.length > 1 && <span className={styles.fold} />
					)}
					<Open name={line.partial ? t("partial.group", { name }) : name} onPress={() => onOpen(filter)} t={t} />
				</span>
			</th>
			{data.heads.map((head, i) => {
				const cell = byHead.get(i);
				if (!cell) return data.measures.map((m) => <td key={`${head.filter} ${m.name}`} />);
				return (
					<Figures
						key={head.filter}
						cell={cell}
						filter={joined(filter, head.filter)}
						said={said}
						plain={!!line.lines}
					/>
				);
			})}
			<Figures cell={line} filter={filter} said={said} sum />
		</tr>
	);
}

// Open is the name of a line or a column, which opens its projects.
function Open({ name, onPress, t }: { name: string; onPress: () => void; t: Translate }) {
	return (
		<button type="button" className={styles.open} onClick={onPress} title={t("pivot.open", { name })}>
			{name}
		</button>
	);
}

type FiguresProps = {
	cell: Cell;
	filter: string;
	said: Said;
	sum?: boolean;
	// plain: not shaded, as what is a sum of others
	plain?: boolean;
};

// Figures are the measures of one cell.
function Figures({ cell, filter, said, sum, plain }: FiguresProps) {
	const { data, pivot, attributes, context, t, shade, onOpen } = said;
	return data.measures.map((measure, i) => {
		const total = cell.totals[i];
		if (!total) return <td key={measure.name} />;
		const text = figureText(cell, i, measure, attributes, context);
		const whole = wholeText(total, measure, attributes, context);
		const strength = pivot.shade && !sum && !plain ? shade(i, total) : 0;
		return (
			<td
				key={measure.name}
				className={sum ? styles.sum : styles.figure}
				style={strength ? { ["--shade" as string]: `${Math.round(4 + strength * 30)}%` } : undefined}
			>
				{text ? (
					<button
						type="button"
						className={styles.open}
						title={whole === text ? undefined : whole}
						aria-label={cell.partial ? t("partial.group", { name: text }) : undefined}
						onClick={() => onOpen(filter)}
					>
						{text}
						{cell.partial && "\u00a0*"}
					</button>
				) : (
					<span className={styles.none}>–</span>
				)}
			</td>
		);
	});
}

// figureText is what a cell says of a measure: its per cent where that is asked and
// it has one.
function figureText(
	cell: Cell,
	i: number,
	measure: Measured,
	attributes: readonly Attribute[],
	context: FieldContext,
): string {
	const share = cell.shares?.[i];
	if (share) return `${formatNumber(share, 1)}\u00a0%`;
	const total = cell.totals[i] as Total;
	const attribute = attributes.find((a) => a.key === measure.key);
	if (!attribute || total.rule === "count") return formatCount(total.filled);
	return shortTotal(total, attribute, context);
}

function wholeText(total: Total, measure: Measured, attributes: readonly Attribute[], context: FieldContext): string {
	const attribute = attributes.find((a) => a.key === measure.key);
	if (!attribute || total.rule === "count") return formatCount(total.filled);
	return totalText(total, attribute, { ...context, scale: "unit" });
}

export function measureName(
	measure: { key: string; rule: string },
	attributes: readonly Attribute[],
	t: Translate,
	lang: "en" | "fr",
): string {
	if (!measure.key) return t("pivot.count");
	const name = pick(attributes.find((a) => a.key === measure.key)?.label, lang) || measure.key;
	return t("pivot.measure", { name, rule: ruleName(measure.rule, t) });
}
