import { useEffect, useRef, useState } from "react";
import type { Attribute } from "../../api/types";
import { useCommands } from "../../commands/registry";
import { useMe } from "../../data/me";
import type { FieldContext } from "../../fields/kind";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { later } from "../../ui/later";
import { Popover } from "../../ui/popover";
import { SearchField } from "../../ui/search-field";
import { comparedWord } from "../../views/compare-word";
import { Filters } from "../../views/filter/filter-bar";
import { Groups } from "../../views/group/group-editor";
import { RuleEditor } from "../../views/rules/rule-editor";
import type { Rules } from "../../views/rules/rules";
import type { View } from "../../views/use-view";
import type { ViewColumn } from "../../views/view-state";
import { Columns } from "./columns-chooser";
import styles from "./portfolio.module.css";

const CompareChoice = later(() => import("./compare-choice").then((m) => m.CompareChoice));

type Props = {
	view: View;
	attributes: readonly Attribute[];
	context: FieldContext;
	filterError?: string;
	narrow: boolean;
	// shown: the columns there are
	shown: readonly ViewColumn[];
	rules: Rules;
	onFold: (level: number, closed: boolean) => void;
	// onColumn asks for the name and the total of a column
	onColumn: (key: string) => void;
};

// Tools find, filter, group, choose columns and compare.
export function Tools({ view, attributes, context, filterError, narrow, shown, rules, onFold, onColumn }: Props) {
	const { t } = useLang();
	const me = useMe();
	const { query, change } = view;
	// what lays out rows says nothing of a picture or a cross table
	const apart = view.state.display === "pivot" || view.state.display === "bubble";
	const box = useRef<HTMLDivElement>(null);
	const [typed, setTyped] = useState(query.q);
	useEffect(() => setTyped(query.q), [query.q]);
	const wait = useRef(0);
	const find = (q: string) => {
		setTyped(q);
		clearTimeout(wait.current);
		wait.current = window.setTimeout(() => change({ find: q.trim() }), 60);
	};
	useCommands([
		{
			id: "portfolio.find",
			title: "portfolio.find",
			group: "do",
			icon: "search",
			keys: "/",
			run: () => box.current?.querySelector("input")?.focus(),
		},
	]);
	return (
		<div className={styles.tools}>
			<div className={styles.find} ref={box}>
				<SearchField label={t("portfolio.find")} value={typed} onChange={find} />
			</div>
			<Filters
				key={query.portfolio}
				attributes={attributes}
				context={context}
				filter={query.filter}
				query={query}
				error={filterError}
				onFilter={(filter) => change({ filter })}
			/>
			<div className={styles.shape}>
				{narrow && (
					<IconButton
						icon={view.state.display === "grid" ? "menu" : "portfolio"}
						label={t(view.state.display === "grid" ? "portfolio.display.cards" : "portfolio.display.grid")}
						onPress={() => change({ display: view.state.display === "grid" ? "auto" : "grid" })}
					/>
				)}
				{!apart && (
					<>
						<Groups
							group={view.state.group}
							tree={view.state.tree}
							attributes={attributes}
							onChange={change}
							onFold={onFold}
						/>
						<RuleEditor
							rules={view.state.rules}
							ruled={rules}
							attributes={attributes}
							context={context}
							query={query}
							onChange={(next) => change({ rules: next })}
						/>
						<Columns
							density={view.state.density || me.density}
							{...{ shown, attributes, onColumn }}
							onChange={change}
						/>
						<Compare view={view} />
					</>
				)}
			</div>
		</div>
	);
}

function Compare({ view }: { view: View }) {
	const { t } = useLang();
	const { compareTo } = view.query;
	const said = compareTo ? comparedWord(compareTo, t) : t("portfolio.compare.action");
	return (
		<Popover
			label={t("portfolio.compare.title")}
			trigger={
				<Button kind="quiet" icon="same" aria-label={said}>
					<span className={styles.wide}>{said}</span>
				</Button>
			}
		>
			{(close) => <CompareChoice view={view} close={close} />}
		</Popover>
	);
}
