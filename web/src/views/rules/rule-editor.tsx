import { lazy, Suspense, useRef, useState } from "react";
import type { Attribute } from "../../api/types";
import type { RowQuery } from "../../data/rows";
import type { FieldContext } from "../../fields/kind";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { later } from "../../ui/later";
import { Popover } from "../../ui/popover";
import type { ColourRule } from "../view-state";
import type { Rules } from "./rules";
import styles from "./rules.module.css";

const RuleList = later(() => import("./rule-list").then((m) => m.RuleList));
const Builder = lazy(() => import("../filter/builder").then((m) => ({ default: m.Builder })));

export type RulesProps = {
	rules: readonly ColourRule[];
	ruled: Rules;
	attributes: readonly Attribute[];
	context: FieldContext;
	query: RowQuery;
	onChange: (rules: readonly ColourRule[]) => void;
};

// RuleEditor makes the colour rules of a view: under which condition, what is
// coloured, and how.
export function RuleEditor(props: RulesProps) {
	const t = useT();
	// built: the rule whose condition is being made
	const [built, setBuilt] = useState<number | null>(null);
	// made: a condition was applied, though these rules do not say so yet
	const made = useRef(false);
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
					<RuleList
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
						onFilter={(filter) => {
							made.current = filter !== "";
							put(built, { filter, name: current.name || filter });
						}}
						onClose={() => {
							setBuilt(null);
							if (!current.filter && !made.current) onChange(rules.filter((r) => r.filter));
							made.current = false;
						}}
					/>
				</Suspense>
			)}
		</>
	);
}
