import type { Template } from "../../data/templates";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Select } from "../../ui/select";

type Props = {
	templates: readonly Template[];
	value: string;
	onChange: (id: string) => void;
	// none: that no template is wanted can be chosen
	none?: boolean;
};

// TemplateChoice picks a template by its name, with what it is for.
export function TemplateChoice({ templates, value, onChange, none }: Props) {
	const { t, lang } = useLang();
	const chosen = templates.find((one) => one.id === value);
	return (
		<Select
			label={t("template.one")}
			value={value || (none ? "none" : null)}
			onChange={(id) => onChange(id === "none" ? "" : id)}
			{...(chosen && pick(chosen.description, lang) ? { help: pick(chosen.description, lang) } : {})}
			options={[
				...(none ? [{ id: "none", name: t("template.none") }] : []),
				...templates.map((one) => ({ id: one.id, name: pick(one.name, lang) })),
			]}
		/>
	);
}
