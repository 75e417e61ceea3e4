import type { Attribute } from "../api/types";
import type { FieldContext } from "../fields/kind";
import { fieldKind } from "../fields/registry";

// words is a value as it is written in a sentence: an amount with its currency, a
// duration with its unit.
export function words(value: unknown, attribute: Attribute, context: FieldContext): string {
	const kind = fieldKind(attribute);
	const shown = kind.view(value, attribute, context);
	return typeof shown === "string" ? shown : kind.text(value, attribute, context);
}
