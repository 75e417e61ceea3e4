import type { Attribute } from "../../api/types";
import type { Clip } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { asDecimal, asMoney } from "../../fields/number";
import { fieldKind } from "../../fields/registry";
import type { Decimal } from "../../format/decimal";

// clipOf is a value as a spreadsheet in the language of the page reads it: whole
// figures without groups, which no program takes for text, dates by figures, and
// words as they are shown.
export function clipOf(value: unknown, attribute: Attribute, context: FieldContext): Clip {
	const money = asMoney(value);
	const figure = money ? money.amount : figures.includes(attribute.kind) ? asDecimal(value) : null;
	if (figure === null) return { text: fieldKind(attribute).text(value, attribute, context) };
	const percent = attribute.kind === "percent" || attribute.gives === "percent";
	const text = plain(figure, context);
	return percent ? { text: `${text}%` } : { text, number: figure };
}

const figures = ["number", "percent", "computed"];

function plain(figure: Decimal, { lang }: FieldContext): string {
	return lang === "fr" ? figure.replace(".", ",") : figure;
}
