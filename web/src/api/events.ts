import type { Change } from "./types";

type Listener = (change: Change) => void;
type Stop = () => void;

const longest = 30_000;

// listen tells of every change the server announces, until stopped. One tab of
// the browser holds the stream and passes it on to the others where the browser
// can choose one (it needs a secure page); else each tab holds its own.
export function listen(listener: Listener): Stop {
	const channel = new BroadcastChannel("vigie-changes");
	channel.onmessage = (e: MessageEvent<Change>) => listener(e.data);
	const end = new AbortController();
	const hold = () =>
		stream((change) => {
			listener(change);
			channel.postMessage(change);
		}, end.signal);
	if (navigator.locks) {
		navigator.locks.request("vigie-changes", { signal: end.signal }, hold).catch(() => undefined);
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
		let wait = 1000;
		const open = () => {
			source = new EventSource("/api/v1/events");
			source.onopen = () => {
				wait = 1000;
			};
			source.addEventListener("change", (e) => {
				const change = readChange((e as MessageEvent<string>).data);
				if (change) listener(change);
			});
			source.onerror = () => {
				if (source?.readyState !== EventSource.CLOSED) return;
				timer = window.setTimeout(open, wait);
				wait = Math.min(longest, wait * 2);
			};
		};
		signal.addEventListener("abort", () => {
			clearTimeout(timer);
			source?.close();
			resolve();
		});
		open();
	});
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
