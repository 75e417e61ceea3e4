import type { Attribute } from "../../api/types";
import type { FieldContext, Operator } from "../../fields/kind";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { useAttributeOptions } from "../attribute-options";
import { added, asGroup, changed, type Place } from "./blocks";
import styles from "./builder.module.css";
import { newChip, operatorsOf, operatorWord } from "./chip-words";
import type { Chip } from "./condition";
import { useLinkable } from "./linkable";
import {
	type Group,
	type Item,
	isChip,
	isGroup,
	isLinked,
	type Linked,
	type LinkedKind,
	linkedKinds,
	type Raw,
} from "./tree";
import { ValueEditor, withOperator } from "./value-editor";

type Common = {
	attributes: readonly Attribute[];
	context: FieldContext;
	// root is the whole filter, of which place names a part
	root: Group;
	onChange: (root: Group) => void;
	// linkable: conditions may be about what is linked to a row
	linkable?: boolean;
	// none: what an empty filter means
	none?: string;
};

type GroupProps = Common & { group: Group; place: Place };

// GroupBlock is a group of conditions, and of groups.
export function GroupBlock(props: GroupProps) {
	const { group, place, root, onChange, attributes, linkable, none } = props;
	const { t } = useLang();
	const top = place.length === 0;
	const put = (change: Partial<Group>) =>
		onChange(top ? { ...root, ...change } : changed(root, place, (item) => ({ ...(item as Group), ...change })));
	const first = attributes.find((a) => a.key === "name") ?? attributes[0];
	const empty: Chip = first ? newChip(first) : { key: "", op: "=", values: [] };
	const add = (item: Item) => onChange(added(root, place, item));
	const mode = group.not ? "none" : group.kind;
	return (
		<fieldset className={top ? styles.top : styles.group} aria-label={t("views.blocks.group")}>
			<div className={styles.head}>
				<Select
					label={t("views.blocks.join")}
					hideLabel
					options={[
						{ id: "all", name: t("views.blocks.all") },
						{ id: "any", name: t("views.blocks.any") },
						{ id: "none", name: t("views.blocks.none") },
					]}
					value={mode}
					onChange={(id) => put({ kind: id === "all" ? "all" : "any", not: id === "none" })}
				/>
				<span className={styles.said}>{t("views.blocks.ofThese")}</span>
				{!top && (
					<IconButton
						icon="close"
						label={t("views.blocks.removeGroup")}
						onPress={() => onChange(changed(root, place, () => null))}
						small
					/>
				)}
			</div>
			{group.items.length === 0 && top && <p className={styles.said}>{none ?? t("views.blocks.empty")}</p>}
			{group.items.map((item, i) => (
				<ItemBlock key={i} {...props} item={item} place={[...place, i]} number={i + 1} />
			))}
			<div className={styles.add}>
				<Button small kind="quiet" icon="plus" onPress={() => add(empty)}>
					{t("views.blocks.addCondition")}
				</Button>
				{place.length < 4 && (
					<Button
						small
						kind="quiet"
						icon="group"
						onPress={() => add({ kind: group.kind === "all" ? "any" : "all", not: false, items: [empty] })}
					>
						{t("views.blocks.addGroup")}
					</Button>
				)}
				{linkable && (
					<Button
						small
						kind="quiet"
						icon="link"
						onPress={() => add({ kind: "has", of: "milestone", not: false, item: null })}
					>
						{t("views.blocks.linked.add")}
					</Button>
				)}
			</div>
		</fieldset>
	);
}

type ItemProps = Common & { item: Item; place: Place; number: number };

function ItemBlock(props: ItemProps) {
	const { item, place, root, onChange, number } = props;
	const { t } = useLang();
	if (isGroup(item)) return <GroupBlock {...props} group={item} />;
	const put = (next: Item) => onChange(changed(root, place, () => next));
	const away = () => onChange(changed(root, place, () => null));
	if (isLinked(item)) return <LinkedBlock {...props} linked={item} onPut={put} onRemove={away} />;
	return (
		<div className={styles.row} role="group" aria-label={t("views.blocks.condition", { number })}>
			{isChip(item) ? <ChipBlock {...props} chip={item} onPut={put} /> : <RawBlock raw={item} onPut={put} />}
			<IconButton icon="close" label={t("views.blocks.removeCondition")} onPress={away} small />
		</div>
	);
}

type LinkedProps = ItemProps & { linked: Linked; onPut: (linked: Linked) => void; onRemove: () => void };

// LinkedBlock asks for something linked to a project, by a condition of its own.
function LinkedBlock({ linked, attributes, context, number, onPut, onRemove }: LinkedProps) {
	const { t } = useLang();
	const others = useLinkable();
	const own = linked.of === "child" ? attributes : (others[linked.of] ?? []);
	return (
		<div className={styles.linked} role="group" aria-label={t("views.blocks.condition", { number })}>
			<div className={styles.head}>
				<Select
					label={t("views.blocks.linked.whether")}
					hideLabel
					options={[
						{ id: "has", name: t("views.blocks.linked.any") },
						{ id: "none", name: t("views.blocks.linked.no") },
					]}
					value={linked.not ? "none" : "has"}
					onChange={(id) => onPut({ ...linked, not: id === "none" })}
				/>
				<Select
					label={t("views.blocks.linked.what")}
					hideLabel
					options={linkedKinds.map((kind) => ({ id: kind, name: t(`views.blocks.linked.${kind}`) }))}
					value={linked.of}
					onChange={(id) => onPut({ ...linked, of: id as LinkedKind, item: null })}
				/>
				<span className={styles.said}>{t("views.blocks.linked.where")}</span>
				<IconButton icon="close" label={t("views.blocks.removeCondition")} onPress={onRemove} small />
			</div>
			{own.length > 0 && (
				<GroupBlock
					key={linked.of}
					group={asGroup(linked.item)}
					place={[]}
					root={asGroup(linked.item)}
					onChange={(item) => onPut({ ...linked, item: item.items.length ? item : null })}
					attributes={own}
					context={context}
					none={t("views.blocks.linked.whatever")}
				/>
			)}
		</div>
	);
}

type ChipProps = Common & { chip: Chip; onPut: (chip: Chip) => void };

function ChipBlock({ chip, attributes, context, onPut }: ChipProps) {
	const { t } = useLang();
	const options = useAttributeOptions(attributes);
	const attribute = attributes.find((a) => a.key === chip.key);
	const choose = (key: string | null) => {
		const next = attributes.find((a) => a.key === key);
		if (next && next.key !== chip.key) onPut(newChip(next));
	};
	const bare = chip.op === "is empty" || chip.op === "is not empty";
	return (
		<>
			<ComboBox
				label={t("portfolio.filter.attribute")}
				hideLabel
				options={options}
				value={chip.key}
				text={chip.key}
				onChange={choose}
			/>
			<Select
				label={t("portfolio.filter.operator")}
				hideLabel
				options={(attribute ? operatorsOf(attribute) : [chip.op]).map((op) => ({
					id: op,
					name: t(operatorWord(op, attribute)),
				}))}
				value={chip.op}
				onChange={(op) => onPut(withOperator(chip, op as Operator))}
			/>
			<div className={styles.value}>
				{!bare && attribute && (
					<ValueEditor
						key={`${chip.key} ${chip.op}`}
						attribute={attribute}
						chip={chip}
						context={context}
						onChange={(values) => onPut({ ...chip, values })}
						bare
					/>
				)}
			</div>
		</>
	);
}

// RawBlock is a condition that only the server understands.
function RawBlock({ raw, onPut }: { raw: Raw; onPut: (raw: Raw) => void }) {
	const { t } = useLang();
	return (
		<div className={styles.raw}>
			<TextField
				label={t("views.blocks.raw")}
				hideLabel
				value={raw.text}
				onChange={(text) => onPut({ kind: "raw", text })}
				spellCheck="false"
			/>
		</div>
	);
}
