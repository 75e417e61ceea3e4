import type { Change } from "./types";

// News is what the stream tells: a change, that the server is heard (which version
// it is, and after which change it begins to tell), or that it is not. Heard anew,
// changes may have been missed.
export type News =
	| { kind: "change"; change: Change }
	| { kind: "heard"; version: string; change: number; anew: boolean }
	| { kind: "lost" };

type Listener = (news: News) => void;
type Stop = () => void;

const longest = 15_000;
// patience is how long a broken stream may take to come back before it is said:
// the server itself ends each after a while.
const patience = 4000;

// listen tells of everything the server announces, until stopped. One tab of the
// browser holds the stream and passes it on to the others where the browser can
// choose one (it needs a secure page); else each tab holds its own.
export function listen(listener: Listener): Stop {
	const channel = new BroadcastChannel("vigie-news");
	channel.onmessage = (e: MessageEvent<News>) => listener(e.data);
	const end = new AbortController();
	const hold = () =>
		stream((news) => {
			listener(news);
			channel.postMessage(news);
		}, end.signal);
	if (navigator.locks) {
		navigator.locks.request("vigie-news", { signal: end.signal }, hold).catch(() => undefined);
	} else {
		void stream(listener, end.signal);
	}
	return () => {
		end.abort();
		channel.close();
	};
}

// stream resolves when it is stopped; a broken connection is made again, each
// time a little later.
function stream(listener: Listener, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		let source: EventSource | null = null;
		let timer = 0;
		let silence = 0;
		let wait = 1000;
		let times = 0;
		const doubt = (ms: number) => {
			if (!silence) silence = window.setTimeout(() => listener({ kind: "lost" }), ms);
		};
		const open = () => {
			clearTimeout(timer);
			source?.close();
			const anew = times++ > 0;
			source = new EventSource("/api/v1/events");
			source.addEventListener("hello", (e) => {
				clearTimeout(silence);
				silence = 0;
				wait = 1000;
				listener({ kind: "heard", ...readHello((e as MessageEvent<string>).data), anew });
			});
			source.addEventListener("change", (e) => {
				const change = readChange((e as MessageEvent<string>).data);
				if (change) listener({ kind: "change", change });
			});
			source.onerror = () => {
				doubt(patience);
				if (source?.readyState !== EventSource.CLOSED) return;
				timer = window.setTimeout(open, wait);
				wait = Math.min(longest, wait * 2);
			};
		};
		window.addEventListener("online", open, { signal });
		window.addEventListener("offline", () => listener({ kind: "lost" }), { signal });
		window.addEventListener("focus", () => silence && open(), { signal });
		signal.addEventListener("abort", () => {
			clearTimeout(timer);
			clearTimeout(silence);
			source?.close();
			resolve();
		});
		open();
	});
}

export function readHello(text: string): { version: string; change: number } {
	try {
		const { version, change } = JSON.parse(text) as { version?: unknown; change?: unknown };
		return { version: typeof version === "string" ? version : "", change: Number(change) || 0 };
	} catch {
		return { version: "", change: 0 };
	}
}

export function readChange(text: string): Change | null {
	try {
		const c = JSON.parse(text) as Partial<Change>;
		if (typeof c.entity !== "string" || !Array.isArray(c.ids)) return null;
		return { change: Number(c.change), entity: c.entity, ids: c.ids, actor: c.actor ?? null };
	} catch {
		return null;
	}
}
