import type { Attribute, Kind } from "../api/types";
import { choice, choices } from "./choice";
import { computed } from "./computed";
import type { FieldKind } from "./kind";
import { project, unit, user } from "./named";
import { money, number, percent } from "./number";
import { light, weather } from "./status";
import { link, longText, text } from "./text";
import { date, month } from "./time";
import { yesNo } from "./yes-no";

const registry: Record<Kind, FieldKind> = {
	text,
	long_text: longText,
	number,
	money,
	percent,
	date,
	month,
	choice,
	choices,
	user,
	unit,
	yes_no: yesNo,
	link,
	light,
	weather,
	project,
	computed,
};

// fieldKind is what the browser knows about an attribute's kind. A kind of a
// newer server is shown as text.
export function fieldKind(attribute: Pick<Attribute, "kind">): FieldKind {
	return registry[attribute.kind] ?? text;
}
