import { useMemo } from "react";
import { useResources } from "../../data/resources";
import { listAfter } from "../../format/list-after";
import { useLang } from "../../i18n/use-lang";
import { Switch } from "../../ui/switch";
import { TextField } from "../../ui/text-field";
import type { Part } from "./item-fields";

const none: readonly string[] = [];

// useOffered are the names of the resources that may be assigned.
export function useOffered(): readonly string[] {
	const all = useResources().data?.items;
	return useMemo(() => all?.filter((r) => r.active).map((r) => r.name) ?? none, [all]);
}

// ResourcesField says who works on a task, and what it takes.
export function ResourcesField({ draft, set, wrong, isDisabled }: Part) {
	const { t } = useLang();
	const offered = useOffered();
	return (
		<>
			<TextField
				label={t("gantt.column.resources")}
				help={t("gantt.item.resourcesHelp")}
				value={draft.resources}
				onChange={(resources) => set({ resources })}
				suggestions={listAfter(draft.resources, offered)}
				error={wrong.resources ?? wrong.assignments}
				isDisabled={isDisabled}
			/>
			{draft.resources.trim() !== "" && draft.calendar !== "" && (
				<Switch isSelected={draft.alone} onChange={(alone) => set({ alone })} isDisabled={isDisabled}>
					{t("gantt.item.alone")}
				</Switch>
			)}
		</>
	);
}
