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
};

export type Difference = {
	section: string;
	key: string;
	name: string;
	kind: "added" | "changed" | "removed";
	changes: { what: string; before: string; after: string }[];
	projects: number;
	people: number;
};

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
