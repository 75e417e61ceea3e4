import type { Attribute, Id } from "../../api/types";

export type Person = { id: Id; name: string };

// RoundLine is one round in the list of them.
export type RoundLine = {
	id: Id;
	version: number;
	portfolio: Person | null;
	month: string;
	due: string;
	fields: string[];
	note: string;
	state: "open" | "locked";
	asked: number;
	answered: number;
	// mine: for how many projects the person has yet to answer
	mine: number;
	can_run: boolean;
	can_reopen: boolean;
	created_by: Person | null;
	locked_at: string;
	locked_by: Person | null;
};

export type Round = RoundLine & { attributes: Attribute[]; items: Ask[] };

// Ask is one project in a round: what stands there, and what stood a month before.
export type Ask = {
	project: { id: Id; name: string; code: string };
	version: number;
	can_edit: boolean;
	manager: Person | null;
	answered_at: string;
	answered_by: Person | null;
	reminded: string | null;
	reminders: number;
	values: Record<string, unknown>;
	before: Record<string, unknown>;
	entered: string[];
};
