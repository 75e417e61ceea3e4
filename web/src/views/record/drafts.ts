import { toTyped } from "./mentions";

// What is typed into a comment is kept in this tab until it is sent, for the person
// who typed it: whoever signs in here afterwards does not see it.

// draftName is where the text of a comment is kept; part tells an answer, or the
// change of a comment, from a new one.
export function draftName(me: string, project: string, part = ""): string {
	return `vigie.comment.${me}.${project}${part && `.${part}`}`;
}

export function hasDraft(name: string): boolean {
	return sessionStorage.getItem(name) !== null;
}

// draftsOf are all texts that a person has not sent about a project, as typed.
export function draftsOf(me: string, project: string): { name: string; text: string }[] {
	const start = draftName(me, project);
	return Object.keys(sessionStorage)
		.filter((name) => name === start || name.startsWith(`${start}.`))
		.sort()
		.map((name) => ({ name, text: toTyped(sessionStorage.getItem(name) ?? "").text }));
}
