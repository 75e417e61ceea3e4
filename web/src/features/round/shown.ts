import type { ReactNode } from "react";
import type { Attribute } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";

// shown is a value in a round: a share is its number alone, for which there is
// room on a phone too.
export function shown(attribute: Attribute, value: unknown, context: FieldContext): ReactNode {
	const kind = fieldKind(attribute);
	return attribute.kind === "percent" ? kind.text(value, attribute, context) : kind.view(value, attribute, context);
}
