import type { Named } from "../../api/types";

// Outcome is what a configuration would change.
export type Outcome = {
	// state: of the configuration that it was compared with
	state: string;
	sections: { key: string; title: string }[];
	items: Difference[];
	// problems: for which nothing can be applied
	problems: Place[];
	// kept: what stays although it was to go
	kept: Place[];
	// outside: projects at stages that the lifecycle of their type would no longer have
	outside: Outside[];
};

export type Difference = {
	section: string;
	key: string;
	name: string;
	kind: "added" | "changed" | "removed";
	changes: { what: string; before: string; after: string }[];
	projects: number;
	people: number;
	// rows: the condition that lists the projects
	rows: string;
	some: Named[];
	persons: Named[];
};

// Thing is one of the things that the configuration is made of.
export type Thing = { section: string; key: string; name: string };

// Draft is a configuration that is worked on aside.
export type Draft = {
	id: string;
	version: number;
	name: string;
	document?: string;
	prune: boolean;
	state: "open" | "published" | "discarded";
	author: Named | null;
	updated: string;
};

// Outside are the projects of a type at a stage that goes; by is where the document
// brings them, "" where they stay.
export type Outside = {
	type: string;
	name: string;
	stage: string;
	label: string;
	count: number;
	into: { key: string; name: string }[];
	by: string;
};

// Bring says for each stage that goes into which its projects are brought.
export type Bring = Readonly<Record<string, string>>;

// asBring is that as it is sent: project.build.design.
export function asBring(bring: Bring): string[] {
	return Object.entries(bring).map(([from, to]) => `${from}.${to}`);
}

// applyPath is where a file is applied, with what is said beside it.
export function applyPath(bring: Bring, prune: boolean): string {
	const said = asBring(bring).map((b): [string, string] => ["bring", b]);
	return `/config/apply?${new URLSearchParams([["prune", String(prune)], ...said])}`;
}

export type Place = { section: string; key: string; where: string; text: string };

// Version is a change that touched the configuration.
export type Version = {
	change: string;
	at: string;
	by: { id: string; name: string } | null;
	sections: Touched[];
};

export type Touched = { key: string; title: string; items: number; some: string[] };

// Kit is a starter kit that comes with the program.
export type Kit = {
	key: string;
	name: string;
	about: string;
	sections: { key: string; title: string; items: number }[];
};

// Asked is what is compared with what holds: the text of a file, or the state after
// a change.
export type Asked = { name: string; file: string } | { name: string; to: string };

// asSent is the text of a file, in JSON or in YAML, as it is sent.
export function asSent(text: string): Blob {
	return new Blob([text], { type: /^\s*\{/.test(text) ? "application/json" : "application/yaml" });
}
