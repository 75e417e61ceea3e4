// listAfter are the texts that a typed list may become: what is in it already, and one
// more of the names that may still be chosen. What stands in brackets is no name.
export function listAfter(typed: string, names: readonly string[]): string[] {
	const before = typed.slice(0, typed.lastIndexOf(";") + 1);
	const taken = new Set(before.split(";").map((one) => one.replace(/\[.*$/, "").trim().toLocaleLowerCase()));
	return names.flatMap((name) => (taken.has(name.toLocaleLowerCase()) ? [] : [before ? `${before} ${name}` : name]));
}
