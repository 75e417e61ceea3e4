import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import type { Translate } from "../../i18n/lang";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import styles from "./admin.module.css";
import { type AttributeObject, useAttributeObject } from "./attribute-object";

const kinds = [
	"view",
	"formula",
	"portfolio",
	"dashboard",
	"mapping",
	"trust",
	"round",
	"slide_master",
	"template",
	"form",
	"lifecycle",
] as const;

type Place = { kind: (typeof kinds)[number]; count: number; names: { en: string; fr: string }[] };

export type FieldUse = { key: string; filled: number; choices?: Record<string, number>; places: Place[] };

// useFieldUses reads what every attribute is used for, by its key.
export function useFieldUses(object: AttributeObject) {
	return useQuery({
		queryKey: [...keys.fields, "uses", object],
		queryFn: async () => {
			const { items } = await api.get<List<FieldUse>>("/fields/uses", { object });
			return new Map(items.map((u) => [u.key, u]));
		},
		staleTime: 0,
	});
}

// placesText says in one line how many of what name an attribute.
export function placesText(use: Pick<FieldUse, "places"> | undefined, t: Translate): string {
	return (use?.places ?? []).map((p) => t(`attribute.use.${p.kind}`, { count: p.count })).join(" · ");
}

// FieldUses lists how many projects have a value, and what names the attribute,
// by name where the person may see it.
export function FieldUses({ use }: { use: FieldUse }) {
	const { t, lang } = useLang();
	const object = useAttributeObject();
	return (
		<ul className={styles.used}>
			<li>{t(object === "project" ? "attribute.use.filled" : "attribute.use.filledIn", { count: use.filled })}</li>
			{use.places.map((p) => {
				const names = p.names.map((n) => pick(n, lang));
				const others = p.count - names.length;
				return (
					<li key={p.kind}>
						{t(`attribute.use.${p.kind}`, { count: p.count })}
						{p.kind !== "trust" && names.length > 0 && (
							<span>
								{" "}
								{names.join(", ")}
								{others > 0 && ` ${t("attribute.use.others", { count: others })}`}
							</span>
						)}
					</li>
				);
			})}
			{use.places.length === 0 && <li>{t("attribute.use.nowhere")}</li>}
		</ul>
	);
}
