import { Problem, type ProblemBody } from "./problem";

// Aside is the draft of the configuration that the person works in, in this tab: what
// the administration saves goes there, and so do views that are shared; it holds nowhere
// until it is published.
export type Aside = { id: string; name: string };

const remembered = "vigie.draft";
const listeners = new Set<() => void>();
// told is the last text that was read, so that the same draft is the same object.
let told: string | null = null;
let now: Aside | null = null;

// aside is the draft that the person works in; null for what holds.
export function aside(): Aside | null {
	const kept = sessionStorage.getItem(remembered);
	if (kept !== told) {
		told = kept;
		try {
			now = kept ? (JSON.parse(kept) as Aside) : null;
		} catch {
			now = null;
		}
	}
	return now;
}

// workAside works in a draft from now on; null in what holds.
export function workAside(draft: Aside | null): void {
	if (draft) sessionStorage.setItem(remembered, JSON.stringify({ id: draft.id, name: draft.name }));
	else sessionStorage.removeItem(remembered);
	tellAside();
}

export function onAside(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

// tellAside tells that the draft has changed.
export function tellAside(): void {
	for (const listener of listeners) listener();
}

const configured =
	/^\/(fields|types|forms|guides|hierarchies|roles|constants|templates|trust|views|vocabulary|conventions|settings)(\/|$)/;
const tried = /\/(preview|draft|try|plan)(\/|$)/;

// goesAside is the id of the draft that a request is to go into; "" where it is done as
// it is: reading, trying, and everything that is no configuration. What is configured
// outside of the administration says so itself: it is shared.
export function goesAside(method: string, path: string, shared = false): string {
	if (method === "GET" || !configured.test(path) || tried.test(path)) return "";
	if (!shared && !location.pathname.startsWith("/admin")) return "";
	return aside()?.id ?? "";
}

// PutAside says that a change went into the draft: nothing else of it was done.
export class PutAside extends Problem {
	readonly draft: Aside;

	constructor(body: ProblemBody) {
		super(202, body);
		this.name = "PutAside";
		this.draft = body.current as Aside;
	}
}
