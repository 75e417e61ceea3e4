import { useState } from "react";
import type { Kind } from "../../api/types";
import { useT } from "../../i18n/use-lang";
import { FormRow } from "../../ui/form";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import columnStyles from "./column.module.css";
import { keyOf } from "./logic";
import type { NewAttribute } from "./types";

const offered: Kind[] = [
	"text",
	"long_text",
	"number",
	"money",
	"percent",
	"date",
	"month",
	"choice",
	"choices",
	"yes_no",
	"link",
	"light",
	"weather",
	"user",
	"unit",
];

const rules = ["none", "sum", "mean", "minimum", "maximum"] as const;

// NewAttributeFields describe the attribute that importing will make. Names are
// sent when they are complete, not letter by letter.
export function NewAttributeFields({ made, onChange }: { made: NewAttribute; onChange: (made: NewAttribute) => void }) {
	const t = useT();
	const [fr, setFr] = useState(made.label.fr);
	const [en, setEn] = useState(made.label.en);
	const save = () => {
		if ((fr === made.label.fr && en === made.label.en) || !(fr.trim() || en.trim())) return;
		onChange({ ...made, key: made.key || keyOf(en || fr), label: { fr: fr.trim(), en: en.trim() } });
	};
	const summed = made.kind === "number" || made.kind === "money" || made.kind === "percent";
	return (
		<fieldset className={columnStyles.made}>
			<legend>{t("import.made.title")}</legend>
			<FormRow>
				<TextField label={t("label.fr")} value={fr} onChange={setFr} onBlur={save} />
				<TextField label={t("label.en")} value={en} onChange={setEn} onBlur={save} />
			</FormRow>
			<FormRow>
				<Select
					label={t("attribute.kind")}
					options={offered.map((k) => ({ id: k, name: t(`kind.${k}`) }))}
					value={made.kind}
					onChange={(k) => onChange({ ...made, kind: k as Kind, consolidation: ruleFor(k as Kind) })}
				/>
				{summed && (
					<Select
						label={t("attribute.consolidation")}
						options={rules.map((rule) => ({ id: rule, name: t("consolidation.name", { rule }) }))}
						value={made.consolidation || "none"}
						onChange={(consolidation) => onChange({ ...made, consolidation })}
					/>
				)}
			</FormRow>
		</fieldset>
	);
}

function ruleFor(kind: Kind): string {
	return kind === "money" || kind === "number" ? "sum" : "none";
}
