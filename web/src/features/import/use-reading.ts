import { currencySymbol } from "../../format/money";
import type { Translate } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { hasValues, namesNew, newValues } from "./logic";
import type { Import, ImportColumn } from "./types";

// useReading is one short line on how the cells of a column are read: "Amount in
// M€", "Date, day first", "List, 2 new values".
export function useReading(i: Import, c: ImportColumn): string {
	const t = useT();
	if (!c.kind) return "";
	const parts = [t(`kind.${c.kind}`), ...detailsOf(i, c, t)];
	return parts.filter(Boolean).join(" · ");
}

function detailsOf(i: Import, c: ImportColumn, t: Translate): string[] {
	const o = c.options;
	if (c.kind === "money") return [moneyUnit(o.multiplier, o.currency || i.currency, t), decimalOf(o.decimal, t)];
	if (c.kind === "number")
		return [o.span ? t(`import.span.${o.span}`) : scaleOf(o.multiplier, t), decimalOf(o.decimal, t)];
	if (c.kind === "percent") return [o.fraction ? t("import.options.fractionShort") : "", decimalOf(o.decimal, t)];
	if (c.kind === "date") return [o.date_order ? t(`import.order.${o.date_order}`) : ""];
	const made = newValues(c);
	if (namesNew(c)) return [made ? t("import.columns.newProgrammes", { count: made }) : ""];
	if (!hasValues(c.kind)) return [];
	return [
		t("import.columns.values", { count: (c.values ?? []).length }),
		made ? t("import.columns.newValues", { count: made }) : "",
	];
}

function decimalOf(mark: string, t: Translate): string {
	return mark === "," ? t("import.options.comma") : mark === "." ? t("import.options.point") : "";
}

function scaleOf(multiplier: number, t: Translate): string {
	return multiplier === 1 ? "" : t("import.scale.number", { by: String(multiplier) });
}

// moneyUnit is the unit amounts are written in: €, k€, M€, Md€; £, k£, M£, bn £.
export function moneyUnit(multiplier: number, currency: string, t: Translate): string {
	return t("import.scale.money", { by: String(multiplier), symbol: currencySymbol(currency) });
}
