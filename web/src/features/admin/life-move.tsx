import type { Attribute } from "../../api/types";
import type { Types } from "../../data/lifecycles";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Checkbox, CheckboxGroup } from "../../ui/checkbox";
import { ComboBox } from "../../ui/combobox";
import { FormRow } from "../../ui/form";
import { TextField } from "../../ui/text-field";
import { FormulaEditor } from "./formula-editor";
import { type DraftMove, findMove, type LifeDraft, withMove } from "./life";
import { lifeObjects, useLifeObject, useLifeWords } from "./life-object";
import styles from "./types.module.css";

type Props = {
	draft: LifeDraft;
	attributes: readonly Attribute[];
	roles: Types["roles"];
	from: string;
	to: string;
	nameOf: (stage: string) => string;
	problem: (at: string) => string | undefined;
	onChange: (draft: LifeDraft) => void;
	onClose: () => void;
};

// LifeMove says of one way who may take it, when, what it is called and what it writes.
export function LifeMove({ draft, attributes, roles, from, to, nameOf, problem, onChange, onClose }: Props) {
	const { t, lang } = useLang();
	const w = useLifeWords();
	const object = useLifeObject();
	const { stage, type } = lifeObjects[object];
	const move = findMove(draft, from, to);
	if (!move) return null;
	const at = `moves[${draft.moves.indexOf(move)}]`;
	const set = (part: Partial<DraftMove>) => onChange(withMove(draft, from, to, part));
	const writable = attributes
		.filter(
			(a) =>
				!a.read_only &&
				![stage, type, "unit", "project"].includes(a.key) &&
				!move.effects.some((e) => e.attribute === a.key),
		)
		.map((a) => ({ id: a.key, name: pick(a.label, lang) }));
	const title = t("life.move", { from: nameOf(from), to: nameOf(to) });
	const error = problem(`${at}.condition`);
	return (
		<section className={styles.move} aria-label={title}>
			<header>
				<h2>{title}</h2>
				<span>
					<Button
						small
						kind="quiet"
						onPress={() => {
							onChange(withMove(draft, from, to, null));
							onClose();
						}}
					>
						{t("life.removeMove")}
					</Button>
					<IconButton small icon="close" label={t("action.close")} onPress={onClose} />
				</span>
			</header>
			<FormRow>
				<TextField
					label={t("life.labelFr")}
					help={t("life.labelHelp")}
					value={move.label.fr}
					onChange={(fr) => set({ label: { ...move.label, fr } })}
				/>
				<TextField
					label={t("life.labelEn")}
					value={move.label.en}
					onChange={(en) => set({ label: { ...move.label, en } })}
				/>
			</FormRow>
			{object === "project" && (
				<Checkbox isSelected={move.gate} onChange={(gate) => set({ gate })} note={t("life.gateNote")}>
					{t("life.gate")}
				</Checkbox>
			)}
			<CheckboxGroup
				label={t("life.roles")}
				help={w("rolesHelp")}
				options={roles.map((r) => ({ id: r.key, name: pick(r.label, lang) }))}
				value={move.roles}
				onChange={(now) => set({ roles: now })}
			/>
			<FormulaEditor
				as="rule"
				object={object}
				label={t("life.condition")}
				optional
				value={move.condition}
				onChange={(condition) => set({ condition })}
				{...(error ? { error } : {})}
			/>
			{move.condition.trim() !== "" && (
				<FormRow>
					<TextField
						label={t("attribute.messageFr")}
						help={t("life.messageHelp")}
						error={problem(`${at}.message`)}
						value={move.message.fr}
						onChange={(fr) => set({ message: { ...move.message, fr } })}
						required
					/>
					<TextField
						label={t("attribute.messageEn")}
						value={move.message.en}
						onChange={(en) => set({ message: { ...move.message, en } })}
						required
					/>
				</FormRow>
			)}
			<div className={styles.effects}>
				<strong>{w("effects")}</strong>
				{move.effects.map((e, i) => {
					const attribute = attributes.find((a) => a.key === e.attribute);
					const name = pick(attribute?.label, lang) || e.attribute;
					return (
						<div key={e.attribute} className={styles.effect}>
							<Value
								attribute={attribute}
								label={name}
								error={problem(`${at}.effects[${i}]`)}
								value={e.value}
								onChange={(value) => set({ effects: move.effects.map((o) => (o === e ? { ...o, value } : o)) })}
							/>
							<IconButton
								small
								icon="close"
								label={t("life.removeEffect", { name })}
								onPress={() => set({ effects: move.effects.filter((o) => o !== e) })}
							/>
						</div>
					);
				})}
				<ComboBox
					key={move.effects.length}
					label={t("life.addEffect")}
					options={writable}
					value={null}
					onChange={(key) =>
						key && set({ effects: [...move.effects, { attribute: key, value: initial(key, attributes) }] })
					}
				/>
			</div>
		</section>
	);
}

// initial is what an effect writes at first: of a date, the day of the move.
function initial(key: string, attributes: readonly Attribute[]): string {
	return attributes.find((a) => a.key === key)?.kind === "date" ? "today" : "";
}

type ValueProps = {
	attribute: Attribute | undefined;
	label: string;
	error: string | undefined;
	value: string;
	onChange: (value: string) => void;
};

// Value is what an effect writes, as a list where there is one.
function Value({ attribute, label, error, value, onChange }: ValueProps) {
	const { t, lang } = useLang();
	const options =
		attribute?.kind === "choice"
			? attribute.choices.filter((c) => !c.retired).map((c) => ({ id: c.key, name: pick(c.label, lang) }))
			: attribute?.kind === "yes_no"
				? [
						{ id: "true", name: t("word.yes") },
						{ id: "false", name: t("word.no") },
					]
				: null;
	if (options)
		return (
			<ComboBox
				label={label}
				options={options}
				value={value || null}
				onChange={(v) => onChange(v ?? "")}
				{...(error ? { error } : {})}
			/>
		);
	const today = attribute?.kind === "date" && value === "today";
	return (
		<TextField
			label={label}
			help={t(attribute?.kind === "date" ? "life.effectDate" : "life.effectHelp")}
			value={today ? t("life.today") : value}
			onChange={(v) => onChange(attribute?.kind === "date" && v.trim() === t("life.today") ? "today" : v)}
			{...(error ? { error } : {})}
		/>
	);
}
