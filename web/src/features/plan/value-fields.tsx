import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { FormSection } from "../../ui/form";
import type { Part } from "./item-fields";
import { attributeOn, has, isLocked, type PlanAttribute } from "./values";

// ValueFields are the attributes of the catalogue that a line has. One that the person may
// only read is there as its words.
export function ValueFields({
	attributes,
	line,
	draft,
	set,
	wrong,
	isDisabled,
}: Part & { attributes: readonly PlanAttribute[] }) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const own = attributes.filter((a) => has(line, a.of.key));
	if (own.length === 0) return null;
	return (
		<FormSection title={t("gantt.item.attributes")}>
			{own.map((a) => {
				const { key } = a.of;
				const attribute = attributeOn(a, line.kind);
				const { Input } = fieldKind(attribute);
				return (
					<Input
						key={key}
						attribute={attribute}
						value={draft.values[key] ?? null}
						context={context}
						label={pick(attribute.label, lang)}
						help={pick(attribute.help, lang) || undefined}
						error={wrong[`values.${key}`]}
						required={attribute.required}
						isDisabled={isDisabled || isLocked(a, line.kind)}
						onChange={(value) => set({ values: { ...draft.values, [key]: value } })}
					/>
				);
			})}
		</FormSection>
	);
}
