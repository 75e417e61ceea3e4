import type { Attribute } from "../../api/types";

// A condition is a filter of the list, so that every block of the home page
// opens the same rows there.

const has = (attributes: readonly Attribute[], key: string) => attributes.some((a) => a.key === key);

function any(parts: readonly string[]): string {
	return parts.join(" or ");
}

// inTrouble holds for projects whose weather or light is bad; "" where the
// catalogue has neither.
export function inTrouble(attributes: readonly Attribute[]): string {
	return any([
		...(has(attributes, "weather") ? ['weather in ("rainy", "stormy")'] : []),
		...(has(attributes, "light") ? ['light in ("amber_red", "red")'] : []),
	]);
}

// toUpdate holds for projects that nobody has touched for a month: the rule of the
// view that comes with Vigie, and of the summary by mail.
export const toUpdate = "updated < today - 31d";

export const mine = "manager = me";

// both holds where both conditions do.
export function both(a: string, b: string): string {
	if (!a || !b) return a || b;
	return `${a} and (${b})`;
}
