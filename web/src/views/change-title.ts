import type { Named } from "../api/types";
import type { Translate } from "../i18n/lang";

// whoOf says who made a change and, by delegation, for whom.
export function whoOf(change: { actor: Named | null; behalf?: readonly Named[] | null }, t: Translate): string {
	const who = change.actor?.name || t("project.history.vigie");
	const whom = (change.behalf ?? []).map((b) => b.name).join(", ");
	return whom ? t("delegation.behalf", { who, whom }) : who;
}

type Change = { import?: Named; counts: Record<string, number>; projects: readonly Named[] };

// titleOf says in a few words what a change was about.
export function titleOf(change: Change, t: Translate): string {
	if (change.import) return t("changes.import", { name: change.import.name || t("changes.file") });
	const parts = [
		projectsOf(change, t) || plannedOf(change),
		change.counts.activity || change.counts.plan ? t("changes.lines", { count: change.counts.activity ?? 0 }) : "",
		change.counts.baseline ? t("changes.baselines", { count: change.counts.baseline }) : "",
		change.counts.milestone ? t("changes.milestones", { count: change.counts.milestone }) : "",
		change.counts.risk ? t("changes.risks", { count: change.counts.risk }) : "",
		change.counts.action ? t("changes.actions", { count: change.counts.action }) : "",
		change.counts.decision ? t("changes.decisions", { count: change.counts.decision }) : "",
		change.counts.member ? t("changes.members", { count: change.counts.member }) : "",
		change.counts.link ? t("changes.links", { count: change.counts.link }) : "",
		change.counts.portfolio ? t("changes.portfolios", { count: change.counts.portfolio }) : "",
	].filter((p) => p !== "");
	return parts.join(", ");
}

// plannedOf names the projects of which only the plan or baselines were changed.
function plannedOf({ counts, projects }: Change): string {
	if (!counts.plan && !counts.activity && !counts.baseline) return "";
	const more = projects.length > 2 ? "…" : "";
	return projects
		.slice(0, 2)
		.map((p) => p.name)
		.join(", ")
		.concat(more);
}

// projectsOf names the projects, or the first two of many.
function projectsOf(change: Change, t: Translate): string {
	const count = change.counts.project ?? Math.min(change.counts.month ?? 0, change.projects.length);
	const names = change.projects.map((p) => p.name);
	if (!count) return "";
	if (names.length >= count) return names.slice(0, count).join(", ");
	const first = names.slice(0, 2);
	if (!first.length) return t("changes.projects", { count });
	return t("changes.others", { names: first.join(", "), count: count - first.length });
}
