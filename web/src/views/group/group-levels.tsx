import type { Attribute } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Select } from "../../ui/select";
import type { GroupBy, ViewGroup } from "../view-state";
import styles from "./group.module.css";
import type { GroupsProps } from "./group-editor";
import { byWord, canGroup, periodsOf, usualGroups } from "./group-words";

const most = 5;

// Levels lists the levels of groups, and what may be added to them.
export function Levels({ group, tree, attributes, onChange, onFold }: GroupsProps) {
	const { t, lang } = useLang();
	const put = (next: readonly ViewGroup[]) => onChange({ group: next, tree: "" });
	const free = attributes.filter((a) => canGroup(a) && !group.some((g) => g.key === a.key));
	const parents = attributes.filter((a) => a.kind === "project");
	return (
		<div className={styles.editor}>
			{group.length === 0 && !tree && <p className={styles.none}>{t("grid.group.none")}</p>}
			<ol className={styles.levels}>
				{group.map((one, i) => (
					<Level
						key={`${one.key}.${one.by ?? ""}`}
						at={i}
						group={group}
						attributes={attributes}
						onPut={put}
						onFold={onFold}
					/>
				))}
			</ol>
			{group.length < most && (
				<Select
					label={t("grid.group.add")}
					value={null}
					placeholder={t("grid.group.add")}
					hideLabel
					options={free.map((a) => ({ id: a.key, name: pick(a.label, lang) }))}
					onChange={(key) => {
						const a = attributes.find((one) => one.key === key);
						if (a) put([...group, ...usualGroups(a, most - group.length)]);
					}}
				/>
			)}
			{parents.length > 0 && (
				<Select
					label={t("grid.tree.title")}
					value={tree}
					options={[
						{ id: "", name: t("grid.tree.off") },
						...parents.map((a) => ({ id: a.key, name: t("grid.tree.by", { name: pick(a.label, lang) }) })),
					]}
					onChange={(key) => onChange({ tree: key, group: [] })}
				/>
			)}
		</div>
	);
}

type LevelProps = {
	at: number;
	group: readonly ViewGroup[];
	attributes: readonly Attribute[];
	onPut: (group: readonly ViewGroup[]) => void;
	onFold: (level: number, closed: boolean) => void;
};

function Level({ at, group, attributes, onPut, onFold }: LevelProps) {
	const { t, lang } = useLang();
	const own = group[at] as ViewGroup;
	const attribute = attributes.find((a) => a.key === own.key);
	const name = pick(attribute?.label, lang) || own.key;
	const periods = attribute ? periodsOf(attribute) : [];
	const change = (next: ViewGroup) => onPut(group.map((g, i) => (i === at ? next : g)));
	const move = () => {
		const next = [...group];
		next.splice(at - 1, 2, own, group[at - 1] as ViewGroup);
		onPut(next);
	};
	return (
		<li className={styles.level}>
			<span className={styles.name}>{name}</span>
			{periods.length > 0 && (
				<Select
					label={t("grid.group.by", { name })}
					hideLabel
					value={own.by ?? "value"}
					options={(["value", ...periods] as const).map((by) => ({ id: by, name: byWord(by, t) }))}
					onChange={(by) => change({ key: own.key, ...(by === "value" ? {} : { by: by as GroupBy }) })}
				/>
			)}
			<span className={styles.movers}>
				<IconButton
					small
					icon={own.down ? "sort-down" : "sort-up"}
					label={t(own.down ? "grid.group.descending" : "grid.group.ascending")}
					onPress={() => change({ ...own, down: !own.down })}
				/>
				{at > 0 && <IconButton small icon="chevron-up" label={t("grid.group.up", { name })} onPress={move} />}
				<IconButton
					small
					icon="minus"
					label={t("grid.group.foldLevel", { level: at + 1 })}
					onPress={() => onFold(at, true)}
				/>
				<IconButton
					small
					icon="plus"
					label={t("grid.group.openLevel", { level: at + 1 })}
					onPress={() => onFold(at, false)}
				/>
				<IconButton
					small
					icon="close"
					label={t("grid.group.remove", { name })}
					onPress={() => onPut(group.filter((_, i) => i !== at))}
				/>
			</span>
		</li>
	);
}
