// The shapes the server answers with, as far as the pages use them.

import type { Bilingual, Lang } from "../i18n/lang";

export type Id = string;
export type Theme = "system" | "light" | "dark" | "contrast";
export type Density = "compact" | "normal" | "comfortable";

export type Instance = { name: string; version: string; today: string; currency: string; demo: boolean };

export type Me = {
	id: Id;
	login: string;
	name: string;
	email: string;
	language: Lang;
	theme: Theme;
	density: Density;
	permissions: string[];
	instance: Instance;
};

export type Session = { id: Id; created: string; last_seen: string; address: string; agent: string; current: boolean };
export type Token = { id: Id; name: string; scope: "read" | "write"; expires: string | null; last_used: string | null };

export type User = {
	id: Id;
	login: string;
	name: string;
	email: string;
	language: Lang;
	disabled: boolean;
	last_sign_in?: string;
	groups: Id[];
	version: number;
};
export type Group = { id: Id; name: string; description?: string; members?: number; version: number };
export type Unit = { id: Id; code: string; name: string; parent: Id | null; version: number };
export type Role = { id: Id; key: string; label: Bilingual; permissions: string[]; builtin: boolean; version: number };
export type Permission = { key: string; label: Bilingual; group: Bilingual | string };
export type Named = { id: Id; name: string };
export type Grant = {
	id: Id;
	user?: Named | null;
	group?: Named | null;
	role: Id;
	unit?: Named | null;
	project?: Named | null;
};

export const kinds = [
	"text",
	"long_text",
	"number",
	"money",
	"percent",
	"date",
	"month",
	"choice",
	"choices",
	"user",
	"unit",
	"yes_no",
	"link",
	"light",
	"weather",
	"project",
	"computed",
] as const;
export type Kind = (typeof kinds)[number];

export type Choice = { key: string; label: Bilingual; colour: string; icon: string; retired: boolean };

export type Attribute = {
	key: string;
	kind: Kind;
	label: Bilingual;
	help: Bilingual;
	unit: string;
	required: boolean;
	default: unknown;
	choices: Choice[];
	consolidation: string;
	// weight: of a weighted mean, the attribute that weighs
	weight?: string;
	// gives: of a computed attribute, the type of its values
	gives?: string;
	core: boolean;
	per_month: boolean;
	read_only: boolean;
	formula: Bilingual | null;
	position: number;
	version: number;
};

export type List<T> = { items: T[]; next?: string; total?: number };

// Row is a project as lists answer it: fixed columns, and one value per
// attribute by its key.
export type Row = {
	id: Id;
	version: number;
	state: "active" | "archived" | "deleted";
	can_edit?: boolean;
	unread?: Record<string, string>;
	was?: Record<string, unknown>;
	diff?: "added" | "removed" | "changed" | "same";
} & Record<string, unknown>;

export type Found = { kind: string; id: Id; name: string; detail: string };
export type Change = { change: number; entity: string; ids: Id[]; actor: Named | null };

export type Portfolio = {
	id: Id;
	name: string;
	description: string;
	kind: "manual" | "filter";
	filter: string;
	unit: Id;
	owner?: Id;
	version: number;
	// count: of the active projects one may see; -1 when its filter no longer holds
	count: number;
	can_edit: boolean;
};
