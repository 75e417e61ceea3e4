import type { Attribute } from "../../api/types";
import { useLang } from "../../i18n/use-lang";
import { Checkbox } from "../../ui/checkbox";
import { FormRow, FormSection } from "../../ui/form";
import { TextField } from "../../ui/text-field";
import { FormulaEditor } from "./formula-editor";

// Rules are the conditions of an attribute as they are being typed.
export type Rules = {
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
	wrong: Record<string, string | undefined>;
};

// FieldRules say when an attribute is asked for, and what its values must follow,
// with the projects that do not today.
export function FieldRules({ draft: d, set, own, wrong }: Props) {
	const { t } = useLang();
	const of = own ? { own } : {};
	return (
		<FormSection title={t("attribute.rules")}>
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
		</FormSection>
	);
}

// rulesOf says what the conditions become. They are sent as typed: the server reads
// them in the language of the request.
export function rulesOf(d: Rules, before: Attribute | null): object {
	const requiredIf = d.conditional ? d.requiredIf : "";
	const rule = d.ruled ? d.rule : "";
	return {
		...(requiredIf || before?.required_if ? { required_if: requiredIf } : {}),
		...(rule || before?.rule ? { rule, message: { fr: d.messageFr, en: d.messageEn } } : {}),
	};
}
