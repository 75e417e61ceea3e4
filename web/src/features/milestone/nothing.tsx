import { useCan } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import { EmptyState } from "../../ui/states";
import { useSetSearch } from "../../url/use-search";
import { useAsked } from "./use-asked";

// Nothing says why no key date is shown, and leads on.
export function Nothing() {
	const t = useT();
	const { asked } = useAsked();
	const set = useSetSearch();
	const may = useCan("import.run");
	const narrowed = asked.portfolio || asked.type || asked.q || (asked.when !== "all" && asked.when !== "open");
	const all = (
		<Button onPress={() => set({ when: "all", portfolio: null, type: null, q: null })}>
			{t("milestone.empty.all")}
		</Button>
	);
	if (asked.when === "late" && !asked.q && !asked.type) {
		return (
			<EmptyState icon="check" title={t("milestone.empty.late")} action={all}>
				{t("milestone.empty.lateText")}
			</EmptyState>
		);
	}
	if (narrowed) {
		return (
			<EmptyState icon="filter" title={t("milestone.empty.filtered")} action={all}>
				{t("milestone.empty.filteredText")}
			</EmptyState>
		);
	}
	return (
		<EmptyState
			icon="calendar"
			title={t("milestone.empty.none")}
			action={
				may ? <ButtonLink href="/import/new?object=milestone">{t("milestone.empty.import")}</ButtonLink> : undefined
			}
		>
			{t("milestone.empty.noneText")}
		</EmptyState>
	);
}
