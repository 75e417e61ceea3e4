import type { Attribute, Choice } from "../../api/types";
import { useHierarchies } from "../../data/hierarchies";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Checkbox } from "../../ui/checkbox";
import { TextLink } from "../../ui/link";
import { Select } from "../../ui/select";

type Draft = { hierarchy: string; grants: boolean; choices: Choice[] };

type Props = {
	draft: Draft;
	set: (part: Partial<Draft>) => void;
	field: Attribute | null;
	wrong: Record<string, string | undefined>;
};

// FieldHierarchy says from which hierarchy a list takes its values, and whether roles
// given on its nodes hold for the projects attached by it.
export function FieldHierarchy({ draft, set, field, wrong }: Props) {
	const { t, lang } = useLang();
	const all = useHierarchies().data ?? [];
	if (all.length === 0 && !draft.hierarchy) return null;
	const fixed = !!field && (!!field.hierarchy || (field.choices?.length ?? 0) > 0);
	const current = all.find((h) => h.key === draft.hierarchy);
	return (
		<>
			<Select
				label={t("attribute.hierarchy")}
				help={t(fixed && !field?.hierarchy ? "attribute.hierarchyFixed" : "attribute.hierarchyHelp")}
				error={wrong.hierarchy}
				isDisabled={fixed}
				value={draft.hierarchy}
				onChange={(hierarchy) => set({ hierarchy, ...(hierarchy ? {} : { grants: false }) })}
				options={[
					{ id: "", name: t("attribute.ownList") },
					...all.map((h) => ({ id: h.key, name: pick(h.label, lang), detail: String(h.count) })),
				]}
			/>
			{draft.hierarchy && (
				<>
					{current && (
						<TextLink href={`/admin/hierarchies?hierarchy=${current.id}`}>
							{t("attribute.toHierarchy", { name: pick(current.label, lang) })}
						</TextLink>
					)}
					<Checkbox
						isSelected={draft.grants}
						onChange={(grants) => set({ grants })}
						note={wrong.grants ?? t("attribute.grantsNote")}
					>
						{t("attribute.grants")}
					</Checkbox>
				</>
			)}
		</>
	);
}
