import type { Attribute } from "../../api/types";
import { useLang } from "../../i18n/use-lang";
import { Checkbox } from "../../ui/checkbox";
import { FormRow, FormSection } from "../../ui/form";
import { TextField } from "../../ui/text-field";
import { useAttributeObject } from "./attribute-object";
import type { OwnAttribute } from "./formula";
import { FormulaEditor } from "./formula-editor";

// Rules are the conditions of an attribute as they are being typed.
export type Rules = {
	shownSometimes: boolean;
	shownIf: string;
	conditional: boolean;
	requiredIf: string;
	ruled: boolean;
	rule: string;
	messageFr: string;
	messageEn: string;
};

type Props = {
	draft: Rules;
	set: (change: Partial<Rules>) => void;
	own: string | undefined;
	// made: the attribute itself, where it is new
	made: OwnAttribute | undefined;
	// computed: it is not filled in, only shown
	computed: boolean;
	wrong: Record<string, string | undefined>;
};

// FieldRules say when an attribute is shown and asked for, and what its values must follow,
// with the projects that do not today.
export function FieldRules({ draft: d, set, own, made, computed, wrong }: Props) {
	const { t } = useLang();
	const object = useAttributeObject();
	const of = { object, ...(own ? { own } : {}), ...(made ? { made } : {}) };
	return (
		<FormSection title={t("attribute.rules")}>
			{object === "project" && (
				<Checkbox
					isSelected={d.shownSometimes}
					onChange={(shownSometimes) => set({ shownSometimes })}
					note={t("attribute.shownIfNote")}
				>
					{t("attribute.shownIf")}
				</Checkbox>
			)}
			{object === "project" && d.shownSometimes && (
				<FormulaEditor
					{...(own ? { own } : {})}
					as="shown_if"
					label={t("attribute.shownIfLabel")}
					value={d.shownIf}
					onChange={(shownIf) => set({ shownIf })}
					{...(wrong.shown_if ? { error: wrong.shown_if } : {})}
				/>
			)}
			{!computed && <EntryRules {...{ d, set, of, wrong }} />}
		</FormSection>
	);
}

type EntryProps = Pick<Props, "set" | "wrong"> & {
	d: Rules;
	of: { object: string; own?: string; made?: OwnAttribute };
};

function EntryRules({ d, set, of, wrong }: EntryProps) {
	const { t } = useLang();
	return (
		<>
			<Checkbox
				isSelected={d.conditional}
				onChange={(conditional) => set({ conditional })}
				note={t("attribute.requiredIfNote")}
			>
				{t("attribute.requiredIf")}
			</Checkbox>
			{d.conditional && (
				<FormulaEditor
					{...of}
					as="required_if"
					label={t("attribute.requiredIfLabel")}
					value={d.requiredIf}
					onChange={(requiredIf) => set({ requiredIf })}
					{...(wrong.required_if ? { error: wrong.required_if } : {})}
				/>
			)}
			<Checkbox isSelected={d.ruled} onChange={(ruled) => set({ ruled })} note={t("attribute.ruleNote")}>
				{t("attribute.rule")}
			</Checkbox>
			{d.ruled && (
				<>
					<FormulaEditor
						{...of}
						as="rule"
						label={t("attribute.ruleLabel")}
						value={d.rule}
						onChange={(rule) => set({ rule })}
						{...(wrong.rule ? { error: wrong.rule } : {})}
					/>
					<FormRow>
						<TextField
							label={t("attribute.messageFr")}
							help={t("attribute.messageHelp")}
							error={wrong.message}
							value={d.messageFr}
							onChange={(messageFr) => set({ messageFr })}
							required
						/>
						<TextField
							label={t("attribute.messageEn")}
							help={t("attribute.messageHelp")}
							value={d.messageEn}
							onChange={(messageEn) => set({ messageEn })}
							required
						/>
					</FormRow>
				</>
			)}
		</>
	);
}

// rulesOf says what the conditions become. They are sent as typed: the server reads
// them in the language of the request.
export function rulesOf(d: Rules, before: Attribute | null, computed: boolean): object {
	const shownIf = d.shownSometimes ? d.shownIf : "";
	const requiredIf = d.conditional ? d.requiredIf : "";
	const rule = d.ruled ? d.rule : "";
	const shown = shownIf || before?.shown_if ? { shown_if: shownIf } : {};
	if (computed) return shown;
	return {
		...shown,
		...(requiredIf || before?.required_if ? { required_if: requiredIf } : {}),
		...(rule || before?.rule ? { rule, message: { fr: d.messageFr, en: d.messageEn } } : {}),
	};
}
