import { langState } from "../i18n/lang";
import { goesAside, PutAside, tellAside } from "./aside";
import { Problem, problemOf } from "./problem";

const root = "/api/v1";

export type Query = Record<string, string | number | boolean | null | undefined>;
export type SendOptions = {
	query?: Query;
	body?: unknown;
	// version: the one that was read, or the mark of a state; a stale one is refused with Outdated
	version?: number | string;
	signal?: AbortSignal;
	// once: the same on every attempt; the server carries it out only once
	once?: string;
	// shared: it configures what others use, and goes into the draft that the person works in
	shared?: boolean;
	// quiet: a 401 is an answer here, not a session that ended
	quiet?: boolean;
};

// Gate asks the person to sign in again, over the page. It answers whether they did.
export type Gate = () => Promise<boolean>;
let gate: Gate | null = null;
let asking: Promise<boolean> | null = null;

export function setGate(next: Gate | null): void {
	gate = next;
}

// send makes one request and answers its JSON (undefined when there is none). A
// session that has ended is renewed in place and the request sent again: nothing
// typed is lost.
export async function send<T>(method: string, path: string, options: SendOptions = {}): Promise<T> {
	let answer = await request(method, path, options);
	if (answer.status === 401 && !options.quiet && (await signedInAgain())) {
		answer = await request(method, path, options);
	}
	if (!answer.ok) throw await problemOf(answer);
	if (answer.status === 202 && answer.headers.get("Content-Type")?.includes("problem")) {
		tellAside();
		throw new PutAside(await answer.json());
	}
	if (answer.status === 204 || !answer.headers.get("Content-Type")?.includes("json")) return undefined as T;
	return (await answer.json()) as T;
}

// textOf makes one request and answers its text.
async function textOf(path: string): Promise<string> {
	const answer = await request("GET", path, {});
	if (!answer.ok) throw await problemOf(answer);
	return answer.text();
}

export const api = {
	get: <T>(path: string, query?: Query, signal?: AbortSignal) => send<T>("GET", path, { query, signal }),
	text: textOf,
	post: <T>(path: string, body?: unknown, options?: SendOptions) => send<T>("POST", path, { ...options, body }),
	patch: <T>(path: string, body: unknown, version?: number) => send<T>("PATCH", path, { body, version }),
	remove: (path: string, version?: number) => send<void>("DELETE", path, { version }),
};

// addressOf is a path of the API with its query, for downloads.
export function addressOf(path: string, query?: Query): string {
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(query ?? {})) {
		if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
	}
	const text = search.toString();
	return root + path + (text ? `?${text}` : "");
}

async function request(method: string, path: string, o: SendOptions): Promise<Response> {
	const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": langState().lang };
	if (o.version !== undefined) headers["If-Match"] = `"${o.version}"`;
	if (o.once) headers["Idempotency-Key"] = o.once;
	const into = goesAside(method, path, o.shared);
	if (into) headers["Into-Draft"] = into;
	let body: BodyInit | undefined;
	if (o.body instanceof FormData || o.body instanceof Blob) body = o.body;
	else if (o.body !== undefined) {
		headers["Content-Type"] = "application/json";
		body = JSON.stringify(o.body);
	}
	try {
		return await fetch(addressOf(path, o.query), {
			method,
			headers,
			body,
			signal: o.signal,
			credentials: "same-origin",
		});
	} catch (cause) {
		if (o.signal?.aborted) throw cause;
		throw new Problem(0, { title: langState().t("error.offline.title"), detail: langState().t("error.offline.text") });
	}
}

// signInAgain asks to sign in over the page; it answers whether the person did.
export function signInAgain(): Promise<boolean> {
	return signedInAgain();
}

// signedInAgain asks once, however many requests were refused together.
function signedInAgain(): Promise<boolean> {
	if (!gate) return Promise.resolve(false);
	asking ??= gate().finally(() => {
		asking = null;
	});
	return asking;
}
