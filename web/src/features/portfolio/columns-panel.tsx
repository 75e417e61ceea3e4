import { useState } from "react";
import type { Attribute, Density } from "../../api/types";
import { inGroups, useAttributeGroups } from "../../data/attribute-groups";
import { fold } from "../../format/fold";
import { type Lang, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { SearchField } from "../../ui/search-field";
import { Segmented } from "../../ui/segmented";
import { hidden, moved } from "../../views/grid/column-moves";
import type { ColumnsProps } from "./columns-chooser";
import styles from "./portfolio.module.css";

const kept = ["code", "name"];

// most is how many attributes that are not shown are listed; others are found by name.
const most = 60;

// ColumnsPanel lists the attributes: those shown in their order, then the others.
export function ColumnsPanel({ density, shown: columns, attributes, onChange, onColumn }: ColumnsProps) {
	const { t, lang } = useLang();
	const groups = useAttributeGroups().data?.items ?? [];
	const [q, setQ] = useState("");
	const keys = columns.map((c) => c.key);
	const shown = keys.flatMap((key) => attributes.find((a) => a.key === key) ?? []);
	const others = attributes.filter((a) => !keys.includes(a.key));
	const found = (some: readonly Attribute[]) => some.filter((a) => fold(pick(a.label, lang)).includes(fold(q)));
	const rest = found(others);
	const listed = rest.slice(0, most);
	const left = rest.length - listed.length;
	const lists = [
		{ key: "shown", title: t("portfolio.columns.shown"), attributes: found(shown) },
		...inGroups(listed, groups).map((g) => ({
			key: `in ${g.key}`,
			title: g.label ? pick(g.label, lang) : t("portfolio.columns.others"),
			attributes: g.attributes,
		})),
	].filter((l) => l.attributes.length > 0);
	const move = (key: string, by: number) => {
		onChange({ columns: moved(columns, key, keys.indexOf(key) + by) });
	};
	return (
		<div className={styles.chooser}>
			<SearchField label={t("portfolio.columns.find")} value={q} onChange={setQ} />
			<div className={styles.choices}>
				{lists.map((l) => (
					<section key={l.key} className={styles.headed}>
						<h3 id={`columns-${l.key}`}>{l.title}</h3>
						<ul aria-labelledby={`columns-${l.key}`}>
							{l.attributes.map((a) => {
								const on = keys.includes(a.key);
								return (
									<li key={a.key} className={styles.choice}>
										<Checkbox
											isSelected={on}
											isDisabled={kept.includes(a.key)}
											onChange={(yes) =>
												onChange({ columns: yes ? [...columns, { key: a.key }] : hidden(columns, a.key) })
											}
										>
											{pick(a.label, lang)}
											{renamed(columns, a.key, lang)}
										</Checkbox>
										{on && !q && (
											<IconButton
												small
												icon="edit"
												label={t("grid.column.editOf", { name: pick(a.label, lang) })}
												onPress={() => onColumn(a.key)}
											/>
										)}
										{on && !kept.includes(a.key) && !q && (
											<span className={styles.movers}>
												<IconButton
													small
													icon="chevron-up"
													label={t("portfolio.columns.up", { name: pick(a.label, lang) })}
													onPress={() => move(a.key, -1)}
												/>
												<IconButton
													small
													icon="chevron-down"
													label={t("portfolio.columns.down", { name: pick(a.label, lang) })}
													onPress={() => move(a.key, 1)}
												/>
											</span>
										)}
									</li>
								);
							})}
						</ul>
					</section>
				))}
				{left > 0 && <p className={styles.more}>{t("portfolio.columns.more", { count: left })}</p>}
			</div>
			<Segmented
				label={t("density.title")}
				value={density}
				onChange={(id) => onChange({ density: id as Density })}
				options={(["compact", "normal", "comfortable"] as const).map((id) => ({ id, name: t(`density.${id}`) }))}
			/>
			<Button small wide kind="quiet" onPress={() => onChange({ columns: [] })}>
				{t("portfolio.columns.reset")}
			</Button>
		</div>
	);
}

// renamed is what a column is called in this view, behind the name it has everywhere.
function renamed(columns: ColumnsProps["shown"], key: string, lang: Lang) {
	const label = columns.find((c) => c.key === key)?.label;
	const name = label && (label[lang] || label.en || label.fr);
	return name && <span className={styles.renamed}> · {name}</span>;
}
