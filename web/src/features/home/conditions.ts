import type { Attribute } from "../../api/types";

// A condition is a filter of the list, so that every block of the home page
// opens the same rows there.

const has = (attributes: readonly Attribute[], key: string) => attributes.some((a) => a.key === key);

function any(parts: readonly string[]): string {
	return parts.join(" or ");
}

// finished are the stages in which nothing is expected of a project any more.
const finished = ["done", "stopped"];

// going holds for projects that are neither finished nor stopped; "" where the
// catalogue knows no such stage.
function going(attributes: readonly Attribute[]): string {
	const choices = attributes.find((a) => a.key === "stage")?.choices ?? [];
	const known = finished.filter((key) => choices.some((c) => c.key === key));
	return known.length ? `stage not in (${known.map((key) => `"${key}"`).join(", ")})` : "";
}

// inTrouble holds for projects under way whose weather or light is bad; "" where
// the catalogue has neither.
export function inTrouble(attributes: readonly Attribute[]): string {
	const ill = any([
		...(has(attributes, "weather") ? ['weather in ("rainy", "stormy")'] : []),
		...(has(attributes, "light") ? ['light in ("amber_red", "red")'] : []),
	]);
	return ill && both(ill, going(attributes));
}

// toUpdate holds for projects under way that nobody has touched for a month: the
// rule of the view that comes with Vigie, and of the summary by mail.
export function toUpdate(attributes: readonly Attribute[]): string {
	return both("updated < today - 31d", going(attributes));
}

export const mine = "manager = me";

// both holds where both conditions do.
export function both(a: string, b: string): string {
	if (!a || !b) return a || b;
	return `${bracketed(a)} and ${bracketed(b)}`;
}

function bracketed(condition: string): string {
	return condition.includes(" or ") ? `(${condition})` : condition;
}
