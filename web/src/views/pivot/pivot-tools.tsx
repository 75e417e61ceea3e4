import type { Attribute } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Popover } from "../../ui/popover";
import { Select } from "../../ui/select";
import { Switch } from "../../ui/switch";
import { byWord, canGroup, groupsSaid, periodsOf, usualGroup } from "../group/group-words";
import { ruleName, rulesOf } from "../rule-name";
import type { GroupBy, Measure, PivotState, Share, ViewGroup } from "../view-state";
import { measureName } from "./pivot";
import styles from "./pivot.module.css";

type Props = {
	pivot: PivotState;
	attributes: readonly Attribute[];
	onChange: (pivot: PivotState) => void;
};

const mostRows = 3;
const mostMeasures = 8;
const count: Measure = { key: "", rule: "count" };

// PivotTools say what is crossed with what, what is measured, and how it is shown.
export function PivotTools({ pivot, attributes, onChange }: Props) {
	const { t, lang } = useLang();
	const put = (changes: Partial<PivotState>) => onChange({ ...pivot, ...changes });
	const measures = pivot.measures.length ? pivot.measures : [count];
	const said = (groups: readonly ViewGroup[]) => groupsSaid(groups, attributes, lang) || t("views.none");
	const measured = measures.map((m) => measureName(m, attributes, t, lang)).join(", ");
	return (
		<div className={styles.tools} role="toolbar" aria-label={t("pivot.tools")}>
			<Choice title={t("pivot.rows")} said={said(pivot.rows)}>
				<LevelList
					most={mostRows}
					levels={pivot.rows}
					other={pivot.columns}
					attributes={attributes}
					onChange={(rows) => put({ rows })}
				/>
			</Choice>
			<Choice title={t("pivot.columns")} said={said(pivot.columns)}>
				<LevelList
					most={1}
					levels={pivot.columns}
					other={pivot.rows}
					attributes={attributes}
					onChange={(columns) => put({ columns })}
				/>
			</Choice>
			<IconButton
				icon="sort"
				small
				label={t("pivot.swap")}
				isDisabled={pivot.rows.length > 1}
				onPress={() => put({ rows: pivot.columns, columns: pivot.rows })}
			/>
			<Choice title={t("pivot.measures")} said={measured}>
				<MeasureList measures={measures} attributes={attributes} onChange={(next) => put({ measures: next })} />
			</Choice>
			<Choice title={t("pivot.show")} said={t(shareNames[pivot.share])}>
				<Select
					label={t("pivot.share")}
					value={pivot.share || "none"}
					options={(["", "row", "column", "all"] as const).map((id) => ({ id: id || "none", name: t(shareNames[id]) }))}
					onChange={(id) => put({ share: (id === "none" ? "" : id) as Share })}
				/>
				<Switch isSelected={pivot.shade} onChange={(shade) => put({ shade })}>
					{t("pivot.shade")}
				</Switch>
			</Choice>
		</div>
	);
}

const shareNames = {
	"": "pivot.values",
	row: "pivot.ofRow",
	column: "pivot.ofColumn",
	all: "pivot.ofAll",
} as const;

function Choice({ title, said, children }: { title: string; said: string; children: React.ReactNode }) {
	return (
		<Popover
			label={title}
			trigger={
				<Button kind="quiet" small aria-label={`${title} · ${said}`}>
					<span className={styles.what}>{title}</span>
					<span className={styles.said}>{said}</span>
					<Icon name="chevron-down" size={12} />
				</Button>
			}
		>
			{() => <div className={styles.choices}>{children}</div>}
		</Popover>
	);
}

type LevelListProps = {
	most: number;
	levels: readonly ViewGroup[];
	other: readonly ViewGroup[];
	attributes: readonly Attribute[];
	onChange: (levels: ViewGroup[]) => void;
};

// LevelList are the levels by which lines, or columns, are made.
function LevelList({ most, levels, other, attributes, onChange }: LevelListProps) {
	const { t, lang } = useLang();
	const free = attributes.filter((a) => canGroup(a) && ![...levels, ...other].some((g) => g.key === a.key));
	return (
		<>
			<ol className={styles.levels}>
				{levels.map((own, i) => {
					const attribute = attributes.find((a) => a.key === own.key);
					const name = pick(attribute?.label, lang) || own.key;
					const periods = attribute ? periodsOf(attribute) : [];
					const change = (next: ViewGroup) => onChange(levels.map((g, n) => (n === i ? next : g)));
					const up = () => {
						const next = [...levels];
						next.splice(i - 1, 2, own, levels[i - 1] as ViewGroup);
						onChange(next);
					};
					return (
						<li key={own.key} className={styles.level}>
							<span className={styles.levelName}>{name}</span>
							{periods.length > 0 && (
								<Select
									label={t("grid.group.by", { name })}
									hideLabel
									value={own.by ?? "value"}
									options={(["value", ...periods] as const).map((by) => ({ id: by, name: byWord(by, t) }))}
									onChange={(by) => {
										const { by: _, ...rest } = own;
										change(by === "value" ? rest : { ...rest, by: by as GroupBy });
									}}
								/>
							)}
							<IconButton
								small
								icon={own.down ? "sort-down" : "sort-up"}
								label={t(own.down ? "grid.group.descending" : "grid.group.ascending")}
								onPress={() => change({ ...own, down: !own.down })}
							/>
							{i > 0 && <IconButton small icon="chevron-up" label={t("grid.group.up", { name })} onPress={up} />}
							<IconButton
								small
								icon="close"
								label={t("grid.group.remove", { name })}
								onPress={() => onChange(levels.filter((_, n) => n !== i))}
							/>
						</li>
					);
				})}
			</ol>
			{(levels.length < most || most === 1) && (
				<Select
					label={t(most === 1 ? "pivot.chooseColumns" : "grid.group.add")}
					hideLabel
					value={null}
					placeholder={t(most === 1 ? "pivot.chooseColumns" : "grid.group.add")}
					options={free.map((a) => ({ id: a.key, name: pick(a.label, lang) }))}
					onChange={(key) => {
						const a = attributes.find((one) => one.key === key);
						if (a) onChange([...(most === 1 ? [] : levels), quarterly(a)]);
					}}
				/>
			)}
		</>
	);
}

// A pivot by months is mostly too wide: dates begin with quarters.
function quarterly(a: Attribute): ViewGroup {
	return periodsOf(a).includes("quarter") ? { key: a.key, by: "quarter" } : usualGroup(a);
}

type MeasureListProps = {
	measures: readonly Measure[];
	attributes: readonly Attribute[];
	onChange: (measures: Measure[]) => void;
};

function MeasureList({ measures, attributes, onChange }: MeasureListProps) {
	const { t, lang } = useLang();
	const has = (m: Measure) => measures.some((one) => one.key === m.key && one.rule === m.rule);
	const left = (a: Attribute) => rulesOf(a).filter((rule) => !has({ key: a.key, rule }));
	const usual = (a: Attribute) => left(a).find((rule) => rule === a.consolidation) ?? left(a)[0] ?? "count";
	const free = attributes.filter((a) => rulesOf(a).length > 1 && left(a).length > 0);
	const add = (key: string) => {
		const a = attributes.find((one) => one.key === key);
		onChange([...measures, a ? { key: a.key, rule: usual(a) } : count]);
	};
	return (
		<>
			<ol className={styles.levels}>
				{measures.map((m, i) => {
					const a = attributes.find((one) => one.key === m.key);
					const name = a ? pick(a.label, lang) : t("pivot.count");
					return (
						<li key={`${m.key} ${m.rule}`} className={styles.level}>
							<span className={styles.levelName}>{name}</span>
							{a && (
								<Select
									label={t("pivot.rule", { name })}
									hideLabel
									value={m.rule}
									options={[m.rule, ...left(a)].map((rule) => ({ id: rule, name: ruleName(rule, t) }))}
									onChange={(rule) => onChange(measures.map((one, n) => (n === i ? { key: m.key, rule } : one)))}
								/>
							)}
							{measures.length > 1 && (
								<IconButton
									small
									icon="close"
									label={t("grid.group.remove", { name })}
									onPress={() => onChange(measures.filter((_, n) => n !== i))}
								/>
							)}
						</li>
					);
				})}
			</ol>
			{measures.length < mostMeasures && (
				<Select
					label={t("pivot.addMeasure")}
					hideLabel
					value={null}
					placeholder={t("pivot.addMeasure")}
					options={[
						...(has(count) ? [] : [{ id: "count", name: t("pivot.count") }]),
						...free.map((a) => ({ id: a.key, name: pick(a.label, lang) })),
					]}
					onChange={add}
				/>
			)}
		</>
	);
}
