import { useT } from "../../i18n/use-lang";
import type { IconName } from "../../ui/icon-shapes";
import { Badge, type BadgeTone } from "../../ui/tag";
import type { ImportState } from "./types";

const looks: Record<ImportState, { tone: BadgeTone; icon?: IconName }> = {
	draft: { tone: "neutral", icon: "edit" },
	checked: { tone: "accent", icon: "eye" },
	applying: { tone: "accent", icon: "clock" },
	applied: { tone: "good", icon: "check" },
	retracting: { tone: "warn", icon: "clock" },
	failed: { tone: "bad", icon: "error" },
	undoing: { tone: "warn", icon: "clock" },
	undone: { tone: "neutral", icon: "history" },
};

export function StateBadge({ state }: { state: ImportState }) {
	const t = useT();
	const look = looks[state] ?? looks.draft;
	return (
		<Badge tone={look.tone} icon={look.icon}>
			{t("import.state", { state })}
		</Badge>
	);
}
