import type { components } from "../../api/schema";
import type { Attribute, Id, Named, Row } from "../../api/types";

// Lists are the shapes of the server, whose lists are always there.
type Lists<T> = { [K in keyof T]: T[K] extends readonly (infer E)[] | null ? E[] : T[K] };
type Says = { [K in keyof components["schemas"]]: Lists<components["schemas"][K]> };

export type ReviewState = "draft" | "frozen" | "closed";
export type Reason = "new" | "pending" | "health" | "drift" | "changed" | "late" | "filter" | "all" | "hand";
// The rules in the order in which they are offered.
export const rules = ["new", "pending", "health", "drift", "changed", "late", "all", "filter"] as const;

export type ReviewLine = Omit<Says["ReviewLine"], "state" | "outcomes"> & {
	state: ReviewState;
	outcomes: Record<"decision" | "action" | "open" | "late", number>;
};
export type AgendaItem = Omit<Says["ReviewItem"], "reason"> & { reason: Reason };
export type Review = Omit<Says["ReviewOut"], "state" | "items" | "attributes" | "outcomes"> & {
	state: ReviewState;
	items: AgendaItem[];
	attributes: Attribute[];
	outcomes: ReviewLine["outcomes"];
};

export type Change = Omit<Says["Turn"], "was" | "now" | "delta"> & { was: unknown; now: unknown; delta: unknown };
export type OutcomeState = "open" | "late" | "done" | "dropped";
export type Outcome = Omit<Says["Outcome"], "state" | "register"> & {
	state: OutcomeState;
	register: "decision" | "action";
};
export type Outcomes = { items: Outcome[]; touched: Outcome[] };
export type KeyDate = Says["SlideDate"];
export type Risk = Says["SlideRisk"];
export type Passage = Says["Passage"];
export type Opening = Omit<Says["Opening"], "changed" | "follow_up" | "health"> & {
	health: Says["Spread"][];
	changed: { project: Named; kind: string; changes: Change[] }[];
	follow_up: Outcome[];
};
export type ProjectPage = Omit<Says["Slide"], "row" | "changes" | "follow_up"> & {
	row: Row;
	changes: Change[];
	follow_up: Outcome[];
};
export type Minutes = Omit<Says["Minutes"], "opening" | "projects" | "outcomes"> & {
	opening: Opening;
	projects: (Omit<Says["MinuteItem"], "changes" | "outcomes"> & { changes: Change[]; outcomes: Outcome[] })[];
	outcomes: Outcome[];
};
export type Place = Says["LeadOut"];
// At is where one stands in a review: the opening, the end, or a project.
export type At = "opening" | "end" | Id;
