import { useCan } from "../../data/me";
import type { RecordKind } from "../../data/registers";
import { useT } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import { EmptyState } from "../../ui/states";
import { specs } from "../../views/register/kinds";
import type { Asking } from "./use-asked";

// Nothing says why no record is shown, and leads on.
export function Nothing({ kind, asking }: { kind: RecordKind; asking: Asking }) {
	const t = useT();
	const { asked, set } = asking;
	const may = useCan("import.run");
	const { portfolio, by, q, at, own, mine, when } = asked;
	const narrowed = portfolio || by || q || at || own || mine || (when !== "all" && when !== "open");
	const of = `register.${kind}.empty` as const;
	const all = (
		<Button onPress={() => set({ when: "all", portfolio: null, by: null, q: null, at: null, own: null, mine: null })}>
			{t(`${of}.all`)}
		</Button>
	);
	if ((when === "late" || when === "high") && !q && !by && !at) {
		return (
			<EmptyState icon="check" title={t(`${of}.late`)} action={all}>
				{t(`${of}.lateText`)}
			</EmptyState>
		);
	}
	if (narrowed) {
		return (
			<EmptyState icon="filter" title={t(`${of}.filtered`)} action={all}>
				{t(`${of}.filteredText`)}
			</EmptyState>
		);
	}
	return (
		<EmptyState
			icon={specs[kind].icon}
			title={t(`${of}.none`)}
			action={may ? <ButtonLink href={`/import/new?object=${kind}`}>{t(`${of}.import`)}</ButtonLink> : undefined}
		>
			{t(`${of}.noneText`)}
		</EmptyState>
	);
}
