import { useEffect, useRef, useState } from "react";
import { useAttributes } from "../../data/catalogue";
import { usePortfolios } from "../../data/projects";
import type { RecordKind, When } from "../../data/registers";
import { useFieldContext } from "../../fields/use-context";
import { type MessageKey, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Segmented } from "../../ui/segmented";
import { Select } from "../../ui/select";
import { Switch } from "../../ui/switch";
import { SearchField } from "../../ui/text-field";
import { useSetSearch } from "../../url/use-search";
import { useFilterable } from "../../views/filter/facts";
import { sentenceOf } from "../../views/filter/sentence";
import { readFilter } from "../../views/filter/tree";
import { specs } from "../../views/register/kinds";
import styles from "./register.module.css";
import type { Asking } from "./use-asked";

const every = "every";

type PartsProps = { kind: RecordKind; asking: Asking; counts?: Partial<Record<When, number>> };

// Parts switches between what is late, critical, near, to come and done, and says
// how many of each there are.
export function Parts({ kind, asking, counts }: PartsProps) {
	const { t } = useLang();
	const { asked, set } = asking;
	const pressing = (w: When) => (w === "late" || w === "high") && (counts?.[w] ?? 0) > 0;
	return (
		<Segmented
			label={t(`register.${kind}.when.label`)}
			options={specs[kind].parts.map((w) => ({
				id: w,
				name: t(`register.${kind}.when.${w}` as MessageKey),
				mark: counts && (
					<span className={styles.count} data-late={pressing(w) || undefined}>
						{counts[w] ?? 0}
					</span>
				),
			}))}
			value={asked.when}
			onChange={(when) => set({ when: when === "open" ? null : when })}
		/>
	);
}

type FilterProps = {
	kind: RecordKind;
	asking: Asking;
	matrix?: { shown: boolean; onChange: (on: boolean) => void };
	ungrouped?: boolean;
};

// Filters narrow the list to a portfolio, an option, words, what is one's own; and
// group it.
export function Filters({ kind, asking, matrix, ungrouped }: FilterProps) {
	const { t, lang } = useLang();
	const { asked, group, set } = asking;
	const portfolios = usePortfolios().data ?? [];
	const attributes = useAttributes(kind).data;
	const { by, groups } = specs[kind];
	const list = attributes?.find((a) => a.key === by);
	const narrow = (key: string) => (id: string) => set({ [key]: id === every ? null : id });
	return (
		<div className={styles.filters}>
			<Find kind={kind} asking={asking} />
			{asked.projects && <OfProjects filter={asked.projects} />}
			{matrix && (
				<Switch isSelected={matrix.shown} onChange={matrix.onChange}>
					{t("register.matrix.show")}
				</Switch>
			)}
			{kind === "milestone" ? (
				<Switch isSelected={asked.mine} onChange={(on) => set({ mine: on ? "1" : null })}>
					{t("register.mine")}
				</Switch>
			) : (
				<Switch isSelected={asked.own} onChange={(on) => set({ own: on ? "1" : null })}>
					{t("register.own")}
				</Switch>
			)}
			<Select
				hideLabel
				label={t("register.portfolio")}
				options={[
					{ id: every, name: t("register.everyPortfolio") },
					...portfolios.map((p) => ({ id: p.id, name: p.name })),
				]}
				value={asked.portfolio || every}
				onChange={narrow("portfolio")}
			/>
			<Select
				hideLabel
				label={t(`register.${kind}.by`)}
				options={[
					{ id: every, name: t(`register.${kind}.every`) },
					...(list?.choices ?? []).filter((c) => !c.retired).map((c) => ({ id: c.key, name: pick(c.label, lang) })),
				]}
				value={asked.by || every}
				onChange={(id) => set({ by: id === every ? null : id })}
			/>
			{!ungrouped && (
				<Select
					hideLabel
					label={t("register.group.label")}
					options={groups.map((g) => ({
						id: g,
						name: t(`register.group.${g}`, { name: list ? pick(list.label, lang).toLocaleLowerCase(lang) : "" }),
					}))}
					value={group}
					onChange={(id) => set({ under: id === "none" ? null : id })}
				/>
			)}
		</div>
	);
}

// OfProjects says to which projects the list is narrowed, as where it was opened
// from was, and widens it again.
function OfProjects({ filter }: { filter: string }) {
	const { t } = useLang();
	const context = useFieldContext();
	const attributes = useFilterable(useAttributes().data ?? []);
	const set = useSetSearch();
	const item = readFilter(filter, attributes);
	return (
		<span className={styles.narrowed}>
			<span>{t("register.ofProjects", { text: item ? sentenceOf(item, { attributes, context, t }) : filter })}</span>
			<IconButton small icon="close" label={t("register.allProjects")} onPress={() => set({ projects: null })} />
		</span>
	);
}

// Find asks the server a moment after the last key.
function Find({ kind, asking }: { kind: RecordKind; asking: Asking }) {
	const { t } = useLang();
	const { asked, set } = asking;
	const [typed, setTyped] = useState(asked.q);
	const known = useRef(asked.q);
	useEffect(() => {
		if (asked.q !== known.current) {
			known.current = asked.q; // the address was changed elsewhere
			setTyped(asked.q);
			return;
		}
		if (typed === asked.q) return;
		const soon = setTimeout(() => {
			known.current = typed;
			set({ q: typed || null });
		}, 150);
		return () => clearTimeout(soon);
	}, [typed, asked.q, set]);
	return <SearchField label={t(`register.${kind}.find`)} value={typed} onChange={setTyped} />;
}
