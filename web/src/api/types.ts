// The shapes the server answers with. They come from its description of itself
// (schema.d.ts, made by npm run types); what is said here beside it is narrower
// than the description can be.

import type { Bilingual, Lang } from "../i18n/lang";
import type { components } from "./schema";

type Says = components["schemas"];
// But is a shape of the description with some members said more narrowly.
export type But<T, Narrower> = Omit<T, keyof Narrower> & Narrower;

export type Id = string;
export type Theme = "system" | "light" | "dark" | "contrast";
export type Density = "compact" | "normal" | "comfortable";

export type Instance = Says["Instance"];
export type Me = But<
	Says["Me"],
	{ language: Lang; theme: Theme; density: Density; permissions: string[]; hidden_screens: string[] | null }
>;
export type Session = Says["Session"];
export type Token = But<Says["Token"], { scope: "read" | "write" }>;
export type User = But<Says["User"], { language: Lang; groups: Id[] }>;
export type Group = Says["AccountGroup"];
export type Unit = Says["Unit"];
export type Role = But<Says["Role"], { label: Bilingual; permissions: string[] }>;
export type Permission = But<Says["Permission"], { label: Bilingual; group: Bilingual }>;
export type Named = Says["Named"];
export type Grant = Says["Grant"];
export type Formula = But<Says["FunctionOut"], { signature: Bilingual; help: Bilingual; example: Bilingual }>;

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

export type Choice = But<
	Says["OptionOut"],
	{
		label: Bilingual;
		name?: Bilingual;
		// closed: why it cannot be picked here, where it is shown all the same
		closed?: string;
	}
>;

export type Attribute = But<
	Says["FieldOut"],
	{
		kind: Kind;
		free?: boolean;
		gives?: string;
		label: Bilingual;
		help: Bilingual;
		default: unknown;
		// section: the heading it stands under; "" and none are the usual one
		section?: string;
		choices: Choice[];
		formula: Bilingual | null;
		required_if?: Bilingual | null;
		shown_if?: Bilingual | null;
		rule?: Bilingual | null;
		message?: Bilingual;
		can_become?: Kind[];
		// written_by: the roles that write it; none for whoever may edit the object
		written_by?: Bilingual[];
	}
>;

// Conversion is what would become of the values of an attribute of another kind.
export type Conversion = But<
	Says["ConversionOut"],
	{
		samples: Says["SampleOut"][];
		failing: Says["SampleOut"][];
		proposed: string[];
		blocked: Bilingual[];
		breaks: { kind: string; count: number; names: Bilingual[] }[];
	}
>;

export type List<T> = { items: T[]; next?: string; total?: number };

// Row is a project as lists answer it: fixed columns, and one value per
// attribute by its key.
export type Row = {
	id: Id;
	version: number;
	state: "active" | "archived" | "deleted";
	can_edit?: boolean;
	// locked: attributes that the reader may not write here, whatever else he may
	locked?: string[] | null;
	// concealed: attributes whose condition to be shown it does not fulfil
	concealed?: string[];
	unread?: Record<string, string>;
	was?: Record<string, unknown>;
	diff?: "added" | "removed" | "changed" | "same";
} & Record<string, unknown>;

export type Found = Says["FoundOut"];
export type Change = { change: number; entity: string; ids: Id[]; actor: Named | null };

// Portfolio: its count is -1 when its filter no longer holds.
export type Portfolio = Says["PortfolioOut"];
