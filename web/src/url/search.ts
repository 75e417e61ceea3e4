// The address holds what is shown: view, filter, period, panel. It stays
// readable: plain name=value pairs, nothing encoded twice, empty values left out.
export type Search = Record<string, string>;

export function readSearch(text: string): Search {
	const out: Search = {};
	for (const [name, value] of new URLSearchParams(text)) if (value) out[name] = value;
	return out;
}

export function writeSearch(search: Record<string, unknown>): string {
	const out = new URLSearchParams();
	for (const [name, value] of Object.entries(search)) {
		if (value === undefined || value === null || value === "") continue;
		out.set(name, String(value));
	}
	const text = out.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
	return text ? `?${text}` : "";
}

// withSearch is an address with some of its values changed; null removes. What
// is removed stays as the empty text until the address is written, so that a
// date kept from page to page can be let go.
export function withSearch(search: Search, changes: Record<string, string | null>): Search {
	const out = { ...search };
	for (const [name, value] of Object.entries(changes)) out[name] = value ?? "";
	return out;
}
