import { useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import type { Attribute, Kind } from "../../api/types";
import { useAttributeGroups } from "../../data/attribute-groups";
import { useAttributes } from "../../data/catalogue";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Checkbox } from "../../ui/checkbox";
import { Form, FormRow, FormSection, fieldErrors, useDraft } from "../../ui/form";
import { Select } from "../../ui/select";
import { SidePanel } from "../../ui/side-panel";
import { TextField } from "../../ui/text-field";
import { kindsOf, ofObject, useAttributeObject } from "./attribute-object";
import { ChoiceList } from "./choice-list";
import { consolidationName, consolidationsOf } from "./consolidation";
import { FieldCodes } from "./field-codes";
import { conversionKey, FieldConversion, useConversion } from "./field-conversion";
import { type Draft, draftOf, fresh, keyHelp, madeOf, proposedChoice, valuesOf } from "./field-draft";
import { FieldEntry } from "./field-entry";
import { FieldHierarchy } from "./field-hierarchy";
import { FieldPast } from "./field-past";
import { FieldRules } from "./field-rules";
import { FieldSecrets } from "./field-secrets";
import { type FieldUse, FieldUses } from "./field-uses";
import { FormulaEditor } from "./formula-editor";
import { Meanwhile } from "./meanwhile";
import { useRemove, useSave } from "./objects";
import { PanelActions } from "./panel-actions";

type Props = {
	field: Attribute | null;
	// use: what it is used for; absent while it is not known
	use?: FieldUse;
	onClose: () => void;
	onSaved: (a: Attribute) => void;
	onNext?: () => void;
	onPrevious?: () => void;
};

// FieldPanel describes one attribute in both languages. What another kind would make of
// the values is shown before it is saved.
export function FieldPanel({ field, use, onClose, onSaved, ...turn }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const groups = useAttributeGroups().data?.items;
	const queries = useQueryClient();
	const object = useAttributeObject();
	const ofProjects = object === "project";
	const kept = (a: Attribute) => {
		const everywhere = field && (d.kind !== field.kind || d.key !== field.key);
		// What was tried on the attribute as it was is not asked again.
		if (everywhere) void queries.invalidateQueries({ predicate: (q) => q.queryKey[0] !== conversionKey });
		else if (Object.keys(d.replaced).length > 0) void queries.invalidateQueries({ queryKey: keys.projects });
		onSaved(a);
	};
	const save = useSave<Attribute>(keys.fields, "/fields", kept, ofObject(object));
	const [d, set, dirty, from] = useDraft<Draft>(draftOf(field, lang), field?.version, save.error);
	const remove = useRemove(keys.fields, "/fields", onClose, ofObject(object));
	const wrong = fieldErrors(save.error);
	const canBecome = field?.can_become ?? [];
	const weights = (useAttributes(object).data ?? []).filter(
		(a) => ["number", "money", "percent"].includes(a.kind) && a.key !== field?.key,
	);
	const tried = useConversion({
		field: field ?? fresh,
		kind: field ? d.kind : fresh.kind,
		choices: d.choices,
		into: d.into,
	});
	const turning = field && d.kind !== field.kind;
	const stuck = turning && (!tried.data || tried.data.blocked.length > 0);
	const stored = field && { id: field.key, version: field.version };
	const name = field ? pick(field.label, lang) : t("attribute.new");
	return (
		<SidePanel
			title={name}
			onClose={onClose}
			{...turn}
			footer={
				<PanelActions
					configured
					form={form}
					saving={save.isPending}
					canSave={dirty && !!d.fr && !!d.en && !stuck}
					isNew={!field}
					onCancel={onClose}
					remove={
						stored && !field.core
							? {
									name,
									run: () => remove.mutate(stored),
									running: remove.isPending,
									error: remove.error,
									about: use && <FieldUses use={use} />,
								}
							: undefined
					}
				/>
			}
		>
			<Form
				id={form}
				onSubmit={() => save.mutate({ stored: stored && { ...stored, version: from }, values: valuesOf(d, field) })}
				label={t("attribute.title")}
			>
				<Meanwhile<Attribute>
					error={save.error}
					differences={(now) => [
						{ label: t("label.fr"), theirs: now.label.fr, mine: d.fr },
						{ label: t("label.en"), theirs: now.label.en, mine: d.en },
						{ label: t("attribute.formula"), theirs: pick(now.formula, lang), mine: d.formula },
					]}
				/>
				<FormRow>
					<TextField
						label={t("label.fr")}
						error={wrong.fr ?? wrong.label}
						value={d.fr}
						onChange={(fr) => set({ fr })}
						autoFocus={!field}
						required
					/>
					<TextField label={t("label.en")} error={wrong.en} value={d.en} onChange={(en) => set({ en })} required />
				</FormRow>
				<FormRow>
					<Select
						label={t("attribute.kind")}
						help={field ? t(canBecome.length ? "attribute.kindHelp" : "attribute.kindFixed") : undefined}
						error={wrong.kind ?? wrong.into}
						isDisabled={!!field && canBecome.length === 0}
						value={d.kind}
						onChange={(kind) => set({ kind: kind as Kind, consolidation: "none", into: {} })}
						options={(field ? [field.kind, ...canBecome] : kindsOf(object)).map((k) => ({
							id: k,
							name: t(`kind.${k}`),
						}))}
					/>
					{object !== "task" && (
						<Select
							label={t("attribute.consolidation")}
							help={t("attribute.consolidationHelp")}
							error={wrong.consolidation}
							value={d.consolidation}
							onChange={(consolidation) => set({ consolidation })}
							options={consolidationsOf(d.kind).map((rule) => ({ id: rule, name: consolidationName(rule, t) }))}
						/>
					)}
				</FormRow>
				{turning && (
					<FieldConversion
						{...{ field, tried }}
						kind={d.kind}
						choices={d.choices}
						into={d.into}
						onInto={(into) => set({ into })}
						onPropose={(texts) => set({ choices: [...d.choices, ...texts.map(proposedChoice)] })}
					/>
				)}
				{!field?.core && (
					<TextField
						label={t("attribute.key")}
						help={keyHelp(field, t)}
						error={wrong.key}
						value={d.key}
						onChange={(key) => set({ key })}
						placeholder={t("attribute.keyMade")}
						spellCheck="false"
					/>
				)}
				<Select
					label={t("attribute.section")}
					help={t("attribute.sectionHelp")}
					value={d.section}
					error={wrong.section}
					onChange={(section) => set({ section })}
					options={(groups ?? []).map((g) => ({ id: g.key, name: pick(g.label, lang) }))}
				/>
				{d.consolidation === "weighted_mean" && (
					<Select
						label={t("attribute.weight")}
						help={t("attribute.weightHelp")}
						error={wrong.weight}
						value={d.weight}
						onChange={(weight) => set({ weight })}
						options={weights.map((a) => ({ id: a.key, name: pick(a.label, lang) }))}
						required
					/>
				)}
				{d.kind === "number" && (
					<TextField
						label={t("attribute.unit")}
						help={t("attribute.unitHelp")}
						error={wrong.unit}
						value={d.unit}
						onChange={(unit) => set({ unit })}
					/>
				)}
				{d.kind === "computed" && (
					<FormulaEditor
						value={d.formula}
						onChange={(formula) => set({ formula })}
						error={wrong.formula}
						own={field?.key}
					/>
				)}
				{(d.kind === "choice" || d.kind === "choices") && (
					<FormSection title={t("attribute.choices")}>
						<FieldHierarchy draft={d} set={set} field={field} wrong={wrong} />
						{!d.hierarchy && (
							<>
								<ChoiceList
									choices={d.choices}
									onChange={(choices, replaced) => set({ choices, replaced })}
									error={wrong.choices ?? wrong.replace}
									counts={use?.choices}
									replaced={d.replaced}
									monthly={d.perMonth}
									staged={field?.key === "stage"}
								/>
								<Checkbox
									isSelected={d.free}
									onChange={(free) => set({ free })}
									note={t(ofProjects ? "attribute.freeNote" : "attribute.freeLine")}
								>
									{t("attribute.free")}
								</Checkbox>
							</>
						)}
					</FormSection>
				)}
				<FieldEntry draft={d} set={set} field={field} wrong={wrong} />
				{object !== "task" && <FieldCodes draft={d} set={set} field={field} kind={d.kind} wrong={wrong} />}
				{(ofProjects || !field?.read_only) && (
					<FieldRules
						draft={d}
						set={set}
						own={field?.key}
						made={field ? undefined : madeOf(d)}
						computed={d.kind === "computed"}
						wrong={wrong}
					/>
				)}
				{(ofProjects || object === "task") && (
					<FieldSecrets
						draft={d}
						set={set}
						mayHide={!field || field.may_be_secret === true}
						mayHold={d.kind !== "computed" && !field?.read_only}
						wrong={wrong}
					/>
				)}
				{d.perMonth && <FieldPast draft={d} set={set} mayHold={!field?.read_only} wrong={wrong} />}
				{use && (
					<FormSection title={t("attribute.use.title")}>
						<FieldUses use={use} />
					</FormSection>
				)}
			</Form>
		</SidePanel>
	);
}
