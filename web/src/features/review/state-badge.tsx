import { useT } from "../../i18n/use-lang";
import { Badge } from "../../ui/tag";
import type { ReviewState } from "./types";

// StateBadge says how far a review has come.
export function StateBadge({ state }: { state: ReviewState }) {
	const t = useT();
	const tone = { draft: "neutral", frozen: "accent", closed: "good" } as const;
	const icon = { draft: "edit", frozen: "lock", closed: "check" } as const;
	return (
		<Badge tone={tone[state]} icon={icon[state]}>
			{t(`review.state.${state}`)}
		</Badge>
	);
}
