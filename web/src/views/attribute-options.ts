import { useMemo } from "react";
import type { Attribute } from "../api/types";
import { inGroups, useAttributeGroups } from "../data/attribute-groups";
import { pick } from "../i18n/lang";
import { useLang } from "../i18n/use-lang";
import type { SelectOption } from "../ui/select";

// useAttributeOptions are attributes to choose from, under their groups and in the
// order of these.
export function useAttributeOptions(attributes: readonly Attribute[]): SelectOption[] {
	const { lang } = useLang();
	const groups = useAttributeGroups().data?.items;
	return useMemo(
		() =>
			inGroups(attributes, groups ?? []).flatMap((g) =>
				g.attributes.map((a) => ({
					id: a.key,
					name: pick(a.label, lang),
					...(g.label ? { section: pick(g.label, lang) } : {}),
				})),
			),
		[attributes, groups, lang],
	);
}
