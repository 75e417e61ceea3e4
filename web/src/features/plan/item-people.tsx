import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { useT } from "../../i18n/use-lang";
import { attributeOf } from "../../views/grid/list-column";
import type { Part } from "./item-fields";

const { Input } = fieldKind({ kind: "user" });

// PeopleFields say who sees to a line.
export function PeopleFields({ draft, set, wrong, isDisabled }: Part) {
	const t = useT();
	const context = useFieldContext();
	const label = t("gantt.column.responsible");
	return (
		<Input
			attribute={attributeOf({ key: "responsible", label, kind: "user" })}
			label={label}
			context={context}
			value={draft.responsible}
			onChange={(responsible) => set({ responsible: responsible as typeof draft.responsible })}
			isDisabled={isDisabled}
			{...(wrong.responsible ? { error: wrong.responsible } : {})}
		/>
	);
}
