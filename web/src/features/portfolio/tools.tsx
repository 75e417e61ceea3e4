import { useEffect, useRef, useState } from "react";
import type { Attribute } from "../../api/types";
import { useCommands } from "../../commands/registry";
import { useToday } from "../../data/me";
import type { FieldContext } from "../../fields/kind";
import { dayFromISO, formatDay, isoOfDay, lastDay, monthOf } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Icon } from "../../ui/icon";
import { Menu, type MenuGroup } from "../../ui/menu";
import { Popover } from "../../ui/popover";
import { SearchField } from "../../ui/text-field";
import { Filters } from "../../views/filter/filter-bar";
import type { View } from "../../views/use-view";
import { Columns } from "./columns-chooser";
import styles from "./portfolio.module.css";

type Props = {
	view: View;
	attributes: readonly Attribute[];
	context: FieldContext;
	filterError?: string;
	narrow: boolean;
};

// Tools find, filter, group, choose columns and compare.
export function Tools({ view, attributes, context, filterError, narrow }: Props) {
	const { t } = useLang();
	const { query, change } = view;
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
				<Grouping view={view} attributes={attributes} />
				<Columns view={view} attributes={attributes} />
				<Compare view={view} />
			</div>
		</div>
	);
}

const groupable = ["choice", "choices", "user", "unit", "project", "light", "weather", "yes_no"];

function Grouping({ view, attributes }: { view: View; attributes: readonly Attribute[] }) {
	const { t, lang } = useLang();
	const group = view.state.group[0]?.key ?? "";
	const by = attributes.find((a) => a.key === group);
	const put = (key: string) => () => view.change({ group: key ? [{ key }] : [] });
	const said = by ? t("portfolio.group.by", { name: pick(by.label, lang) }) : t("portfolio.group.action");
	const groups: MenuGroup[] = [
		{
			id: "by",
			title: t("portfolio.group.title"),
			chosen: group || "none",
			entries: [
				{ id: "none", name: t("portfolio.group.off"), run: put("") },
				...attributes
					.filter((a) => groupable.includes(a.kind))
					.map((a) => ({ id: a.key, name: pick(a.label, lang), run: put(a.key) })),
			],
		},
	];
	return (
		<Menu label={t("portfolio.group.title")} groups={groups}>
			<Button kind="quiet" icon="group" aria-label={said}>
				<span className={styles.wide}>{said}</span>
				<Icon name="chevron-down" size={12} />
			</Button>
		</Menu>
	);
}

function Compare({ view }: { view: View }) {
	const { t } = useLang();
	const today = useToday();
	const { compareTo, asOf } = view.query;
	const last = dayFromISO(asOf) || today;
	const said = compareTo
		? t("portfolio.compare.with", { date: formatDay(dayFromISO(compareTo)) })
		: t("portfolio.compare.action");
	const ends = [1, 3, 6, 12].map((n) => lastDay(monthOf(last) - n));
	return (
		<Popover
			label={t("portfolio.compare.title")}
			trigger={
				<Button kind="quiet" icon="same" aria-label={said}>
					<span className={styles.wide}>{said}</span>
				</Button>
			}
		>
			{(close) => {
				const put = (day: number) => {
					view.change({ compareTo: day ? isoOfDay(day) : "", only: day !== 0 && view.only }, { replace: false });
					close();
				};
				return (
					<div className={styles.compareChoice}>
						<DateField
							label={t("portfolio.compare.date")}
							help={t("portfolio.compare.help")}
							value={dayFromISO(compareTo)}
							today={today}
							max={last}
							onChange={put}
							autoFocus
						/>
						<div className={styles.ends}>
							{ends.map((day) => (
								<Button key={day} small onPress={() => put(day)}>
									{formatDay(day)}
								</Button>
							))}
						</div>
						{compareTo && (
							<Button wide onPress={() => put(0)}>
								{t("portfolio.compare.stop")}
							</Button>
						)}
					</div>
				);
			}}
		</Popover>
	);
}
