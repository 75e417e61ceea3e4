import { useEffect, useRef, useState } from "react";
import { useAttributes } from "../../data/catalogue";
import { type When, whens } from "../../data/milestones";
import { usePortfolios } from "../../data/projects";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Segmented } from "../../ui/segmented";
import { Select } from "../../ui/select";
import { Switch } from "../../ui/switch";
import { SearchField } from "../../ui/text-field";
import { useSetSearch } from "../../url/use-search";
import styles from "./milestone.module.css";
import { groupings, useAsked } from "./use-asked";

const every = "every";

// Parts switches between what is late, near, to come and reached, and says how
// many of each there are.
export function Parts({ counts }: { counts?: Record<When, number> }) {
	const { t } = useLang();
	const { asked } = useAsked();
	const set = useSetSearch();
	const order: When[] = ["open", "late", "next_30", "next_90", "done", "all"];
	return (
		<Segmented
			label={t("milestone.when.label")}
			options={order
				.filter((w) => whens.includes(w))
				.map((w) => ({
					id: w,
					name: t(`milestone.when.${w}`),
					mark: counts && (
						<span className={styles.count} data-late={(w === "late" && counts.late > 0) || undefined}>
							{counts[w]}
						</span>
					),
				}))}
			value={asked.when}
			onChange={(when) => set({ when: when === "open" ? null : when })}
		/>
	);
}

// Filters narrow the list to a portfolio, a type, words; and group it.
export function Filters() {
	const { t, lang } = useLang();
	const { asked, group } = useAsked();
	const set = useSetSearch();
	const portfolios = usePortfolios().data ?? [];
	const types = useAttributes("milestone").data?.find((a) => a.key === "type")?.choices ?? [];
	const narrow = (key: string) => (id: string) => set({ [key]: id === every ? null : id });
	return (
		<div className={styles.filters}>
			<Find />
			<Switch isSelected={asked.mine ?? false} onChange={(on) => set({ mine: on ? "1" : null })}>
				{t("milestone.mine")}
			</Switch>
			<Select
				hideLabel
				label={t("milestone.portfolio")}
				options={[
					{ id: every, name: t("milestone.everyPortfolio") },
					...portfolios.map((p) => ({ id: p.id, name: p.name })),
				]}
				value={asked.portfolio || every}
				onChange={narrow("portfolio")}
			/>
			<Select
				hideLabel
				label={t("milestone.type")}
				options={[
					{ id: every, name: t("milestone.everyType") },
					...types.filter((c) => !c.retired).map((c) => ({ id: c.key, name: pick(c.label, lang) })),
				]}
				value={asked.type || every}
				onChange={narrow("type")}
			/>
			<Select
				hideLabel
				label={t("milestone.group.label")}
				options={groupings.map((g) => ({ id: g, name: t(`milestone.group.${g}`) }))}
				value={group}
				onChange={(id) => set({ group: id === "none" ? null : id })}
			/>
		</div>
	);
}

// Find asks the server a moment after the last key.
function Find() {
	const { t } = useLang();
	const { asked } = useAsked();
	const set = useSetSearch();
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
			set({ q: typed || null }, { replace: true });
		}, 150);
		return () => clearTimeout(soon);
	}, [typed, asked.q, set]);
	return <SearchField label={t("milestone.find")} value={typed} onChange={setTyped} />;
}
