import type { RecordKind, When } from "../../data/registers";
import type { IconName } from "../../ui/icon-shapes";

// Spec is what tells one register from the others on the screen.
export type Spec = {
	// anchor: the section on the page of a project
	anchor: string;
	icon: IconName;
	// parts of the time to switch between, the first one shown at first
	parts: readonly When[];
	// type: the list that says of what type a line is
	type: string;
	// by: the list that narrows and groups
	by: string;
	// date: when a record is due; "" where nothing is
	date: string;
	// the columns of the page, of a phone's card, and of a project's section
	page: readonly string[];
	card: readonly string[];
	section: readonly string[];
	groups: readonly Group[];
};

export const groupings = ["none", "month", "project", "list", "owner"] as const;
export type Group = (typeof groupings)[number];

export const specs: Record<RecordKind, Spec> = {
	milestone: {
		anchor: "key-dates",
		icon: "calendar",
		parts: ["open", "late", "next_30", "next_90", "done", "all"],
		type: "type",
		by: "type",
		date: "date",
		page: [
			"project",
			"name",
			"date",
			"standing",
			"drift",
			"type",
			"baseline",
			"status",
			"contractual",
			"manager",
			"unit",
			"comment",
		],
		card: ["date", "drift", "type", "status"],
		section: ["name", "date", "standing", "drift", "type", "status", "baseline", "contractual", "comment"],
		groups: ["none", "month", "project", "list"],
	},
	risk: {
		anchor: "risks",
		icon: "warning",
		parts: ["open", "high", "done", "all"],
		type: "type",
		by: "status",
		date: "",
		page: ["project", "name", "criticality", "probability", "impact", "owner", "response", "status", "manager", "unit"],
		card: ["criticality", "owner", "response", "status"],
		section: ["name", "probability", "impact", "criticality", "owner", "response", "status"],
		groups: ["none", "project", "owner", "list"],
	},
	action: {
		anchor: "actions",
		icon: "check",
		parts: ["open", "late", "next_30", "done", "all"],
		type: "type",
		by: "status",
		date: "due",
		page: ["project", "name", "owner", "due", "standing", "status", "note", "manager", "unit"],
		card: ["owner", "due", "status", "note"],
		section: ["name", "owner", "due", "standing", "status", "note"],
		groups: ["none", "month", "project", "owner", "list"],
	},
	decision: {
		anchor: "decisions",
		icon: "role",
		parts: ["open", "late", "next_30", "done", "all"],
		type: "kind",
		by: "kind",
		date: "due",
		page: ["project", "name", "kind", "made", "owner", "due", "standing", "status", "note", "manager", "unit"],
		card: ["kind", "made", "owner", "due", "status", "note"],
		section: ["name", "kind", "made", "owner", "due", "standing", "status", "note"],
		groups: ["none", "month", "project", "owner", "list"],
	},
};
