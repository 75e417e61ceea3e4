import { fold } from "../format/fold";
import { langState } from "../i18n/lang";
import { Checkbox } from "./controls";
import { type FieldKind, type InputProps, picking, read, refuse } from "./kind";
import { paintText } from "./paint";

function YesNoInput({ value, onChange, label, autoFocus, isDisabled, help }: InputProps) {
	return (
		<Checkbox isSelected={value === true} onChange={onChange} autoFocus={autoFocus} isDisabled={isDisabled} note={help}>
			{label}
		</Checkbox>
	);
}

function word(v: unknown): string {
	if (typeof v !== "boolean") return "";
	return langState().t(v ? "word.yes" : "word.no");
}

export const yesNo: FieldKind = {
	kind: "yes_no",
	align: "start",
	width: 80,
	text: word,
	paint: (cell, v) => paintText(cell, word(v)),
	view: word,
	Input: YesNoInput,
	parse: (typed) => {
		const t = fold(typed);
		if (!t) return read(null);
		if (["yes", "y", "oui", "o", "true", "vrai", "1", "x"].includes(t)) return read(true);
		if (["no", "n", "non", "false", "faux", "0"].includes(t)) return read(false);
		return refuse("field.notYesNo");
	},
	operators: picking,
	sortKey: (v) => (typeof v === "boolean" ? Number(v) : null),
};
