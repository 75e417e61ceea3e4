import type { Attribute } from "../../api/types";
import { useT } from "../../i18n/use-lang";
import { Checkbox } from "../../ui/checkbox";
import { FormRow, FormSection } from "../../ui/form";
import { TextAreaField } from "../../ui/text-field";
import { useAttributeObject } from "./attribute-object";
import { type Draft, maySearch } from "./field-draft";

type Props = {
	draft: Draft;
	set: (change: Partial<Draft>) => void;
	field: Attribute | null;
	wrong: Record<string, string | undefined>;
};

// FieldEntry says what is asked of whoever fills an attribute in, and what helps.
export function FieldEntry({ draft: d, set, field, wrong }: Props) {
	const t = useT();
	const object = useAttributeObject();
	const ofProjects = object === "project";
	return (
		<FormSection title={t("attribute.entry")}>
			<Checkbox
				isSelected={d.required}
				onChange={(required) => set({ required })}
				isDisabled={d.kind === "computed"}
				note={t(
					ofProjects
						? "attribute.requiredNote"
						: object === "task"
							? "attribute.requiredTask"
							: "attribute.requiredLine",
				)}
			>
				{t("attribute.required")}
			</Checkbox>
			{ofProjects && (
				<Checkbox
					isSelected={d.perMonth}
					onChange={(perMonth) => set({ perMonth })}
					isDisabled={!!field || d.kind === "computed"}
					note={t("attribute.perMonthNote")}
				>
					{t("attribute.perMonth")}
				</Checkbox>
			)}
			{ofProjects && maySearch(field, d.kind) && (
				<Checkbox
					isSelected={d.searchable}
					onChange={(searchable) => set({ searchable })}
					note={t("attribute.searchableNote")}
				>
					{t("attribute.searchable")}
				</Checkbox>
			)}
			<FormRow>
				<TextAreaField
					label={t("attribute.helpFr")}
					error={wrong.help}
					value={d.helpFr}
					onChange={(helpFr) => set({ helpFr })}
					rows={2}
				/>
				<TextAreaField label={t("attribute.helpEn")} value={d.helpEn} onChange={(helpEn) => set({ helpEn })} rows={2} />
			</FormRow>
		</FormSection>
	);
}
