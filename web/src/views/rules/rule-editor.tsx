import { lazy, Suspense, useState } from "react";
import type { Attribute } from "../../api/types";
import type { RowQuery } from "../../data/rows";
import type { FieldContext } from "../../fields/kind";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Dot } from "../../ui/dot";
import { Popover } from "../../ui/popover";
import { Select } from "../../ui/select";
import { tagColours } from "../../ui/tag";
import { TextField } from "../../ui/text-field";
import type { ColourRule } from "../view-state";
import type { Rules } from "./rules";
import styles from "./rules.module.css";

const Builder = lazy(() => import("../filter/builder").then((m) => ({ default: m.Builder })));

type Props = {
	rules: readonly ColourRule[];
	ruled: Rules;
	attributes: readonly Attribute[];
	context: FieldContext;
	query: RowQuery;
	onChange: (rules: readonly ColourRule[]) => void;
};

const most = 12;

// RuleEditor makes the colour rules of a view: under which condition, what is
// coloured, and how.
export function RuleEditor(props: Props) {
	const { t } = useLang();
	// built: the rule whose condition is being made
	const [built, setBuilt] = useState<number | null>(null);
	const { rules, attributes, context, query, onChange } = props;
	const put = (at: number, change: Partial<ColourRule>) =>
		onChange(rules.map((rule, i) => (i === at ? { ...rule, ...change } : rule)));
	const current = built === null ? undefined : rules[built];
	return (
		<>
			<Popover
				label={t("grid.rule.title")}
				end
				trigger={
					<Button kind="quiet" icon="theme" aria-label={t("grid.rule.title")}>
						<span className={styles.said}>{t("grid.rule.title")}</span>
					</Button>
				}
			>
				{(close) => (
					<List
						{...props}
						onPut={put}
						onBuild={(at) => {
							setBuilt(at);
							close();
						}}
					/>
				)}
			</Popover>
			{current && built !== null && (
				<Suspense fallback={null}>
					<Builder
						attributes={attributes}
						context={context}
						filter={current.filter}
						query={query}
						onFilter={(filter) => put(built, { filter, name: current.name || filter })}
						onClose={() => {
							setBuilt(null);
							if (!current.filter) onChange(rules.filter((r) => r.filter));
						}}
					/>
				</Suspense>
			)}
		</>
	);
}

type ListProps = Props & { onPut: (at: number, change: Partial<ColourRule>) => void; onBuild: (at: number) => void };

function List({ rules, ruled, attributes, onChange, onPut, onBuild }: ListProps) {
	const { t, lang } = useLang();
	const add = () => {
		const colour = ["red", "orange", "yellow", "green", "blue", "violet"][rules.length % 6] ?? "red";
		onChange([...rules, { name: "", filter: "", colour, key: "" }]);
		onBuild(rules.length);
	};
	const where = [
		{ id: "-", name: t("grid.rule.row") },
		...attributes.map((a) => ({ id: a.key, name: pick(a.label, lang) })),
	];
	return (
		<div className={styles.editor}>
			{rules.length === 0 && <p className={styles.none}>{t("grid.rule.none")}</p>}
			<ol className={styles.rules}>
				{rules.map((rule, i) => (
					<li key={i} className={styles.rule}>
						<div className={styles.line}>
							<TextField
								label={t("grid.rule.name")}
								hideLabel
								value={rule.name}
								onChange={(name) => onPut(i, { name })}
							/>
							{i > 0 && (
								<IconButton
									small
									icon="chevron-up"
									label={t("grid.rule.up")}
									onPress={() => onChange(swapped(rules, i))}
								/>
							)}
							<IconButton
								small
								icon="trash"
								label={t("grid.rule.remove")}
								onPress={() => onChange(rules.filter((_, n) => n !== i))}
							/>
						</div>
						<div className={styles.line}>
							<Select
								label={t("grid.rule.colour")}
								hideLabel
								value={rule.colour}
								options={tagColours.map((c) => ({
									id: c,
									name: t(`grid.rule.colours.${c}`),
									mark: <Dot colour={c} />,
								}))}
								onChange={(colour) => onPut(i, { colour })}
							/>
							<Select
								label={t("grid.rule.where")}
								hideLabel
								value={rule.key || "-"}
								options={where}
								onChange={(key) => onPut(i, { key: key === "-" ? "" : key })}
							/>
						</div>
						<Button small wide icon="filter" onPress={() => onBuild(i)}>
							{rule.filter || t("grid.rule.condition")}
						</Button>
						{rule.filter && ruled.wrong(rule) && (
							<p className={styles.wrong} role="alert">
								{t("grid.rule.wrong")}
							</p>
						)}
					</li>
				))}
			</ol>
			{rules.length < most && (
				<Button small wide icon="plus" onPress={add}>
					{t("grid.rule.add")}
				</Button>
			)}
		</div>
	);
}

function swapped(rules: readonly ColourRule[], at: number): ColourRule[] {
	const next = [...rules];
	const [rule] = next.splice(at, 1);
	if (rule) next.splice(at - 1, 0, rule);
	return next;
}

// Legend says what the colours of a view mean.
export function Legend({ rules }: { rules: readonly ColourRule[] }) {
	const shown = rules.filter((rule) => rule.filter);
	if (!shown.length) return null;
	return (
		<ul className={styles.legend}>
			{shown.map((rule, i) => (
				<li key={i} title={rule.filter}>
					<span className={styles.swatch} style={{ ["--tone" as string]: `var(--pick-${rule.colour})` }} />
					{rule.name || rule.filter}
				</li>
			))}
		</ul>
	);
}
