import type { Attribute } from "../../api/types";
import { scales } from "../../data/consolidate";
import type { GridRow, Trend } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import type { Translate } from "../../i18n/lang";
import { words } from "../words";

type Trends = Readonly<Record<string, readonly (number | null)[]>>;

// trendOf is what a value was in the last months, as the server tells it. The last
// point is the value as it stands in the cell, also before it is saved.
export function trendOf(
	row: GridRow,
	value: unknown,
	attribute: Attribute,
	context: FieldContext,
	t: Translate,
): Trend | undefined {
	const months = (row.data.trends as Trends | null | undefined)?.[attribute.key];
	if (!months || row.kind === "group") return undefined;
	const now = [...months.slice(0, -1), drawn(value, attribute)];
	const first = now.find((n) => n !== null);
	if (first === undefined) return undefined;
	const from = words(asValue(first, attribute, context), attribute, context);
	// The better stands higher, as with any figure.
	const series = scales[attribute.kind] ? now.map((n) => (n === null ? null : -n)) : now;
	return { series, said: t("grid.trend.said", { from, to: words(value, attribute, context) || "–" }) };
}

// drawn is a value as a number: of a light and of the weather, its place on the scale.
function drawn(value: unknown, attribute: Attribute): number | null {
	if (value === null || value === undefined) return null;
	const scale = scales[attribute.kind];
	if (scale) return scale.indexOf(String(value)) + 1;
	const n = Number(typeof value === "object" ? (value as { amount?: unknown }).amount : value);
	return Number.isFinite(n) ? n : null;
}

function asValue(n: number, attribute: Attribute, context: FieldContext): unknown {
	const scale = scales[attribute.kind];
	if (scale) return scale[n - 1] ?? null;
	return attribute.kind === "money" ? { amount: String(n), currency: context.currency } : String(n);
}
