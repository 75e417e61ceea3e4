import type { Translate } from "../../i18n/lang";
import type { Change } from "./queries";

// titleOf says in a few words what a change was about.
export function titleOf(change: Change, t: Translate): string {
	if (change.import) return t("changes.import", { name: change.import.name || t("changes.file") });
	const projects = Math.max(change.counts.project ?? 0, change.counts.month ?? 0);
	const parts = [
		projects === 1 && change.projects[0]
			? change.projects[0].name
			: projects
				? t("changes.projects", { count: projects })
				: "",
		change.counts.milestone ? t("changes.milestones", { count: change.counts.milestone }) : "",
		change.counts.member ? t("changes.members", { count: change.counts.member }) : "",
		change.counts.link ? t("changes.links", { count: change.counts.link }) : "",
		change.counts.portfolio ? t("changes.portfolios", { count: change.counts.portfolio }) : "",
	].filter((p) => p !== "");
	return parts.join(", ");
}
