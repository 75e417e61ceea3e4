import { useMemo } from "react";
import { useSomeone, useToday } from "../data/me";
import type { Scale } from "../format/money";
import { useLang } from "../i18n/use-lang";
import type { FieldContext } from "./kind";

// useFieldContext is the context of a value shown outside a grid.
export function useFieldContext(currency?: string, scale: Scale = "unit"): FieldContext {
	const { lang, locale } = useLang();
	const today = useToday();
	const me = useSomeone();
	const own = currency || me?.instance.currency || "";
	return useMemo(() => ({ lang, locale, today, currency: own, scale }), [lang, locale, today, own, scale]);
}
