import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { send } from "../api/client";
import { listen } from "../api/events";
import { Problem } from "../api/problem";
import type { Change, Me } from "../api/types";
import { connection, missedSome, onReturn, setConnection } from "./connection";
import { keepUnsaved } from "./journal";
import { edits } from "./projects";

const listeners = new Set<(change: Change) => void>();

// onChange tells of every change the server announces, as long as someone is
// signed in, until stopped.
export function onChange(listener: (change: Change) => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

// tellOwn tells the lists of this tab what it has itself just done, before the
// server announces it.
export function tellOwn(entity: string, ids: readonly string[]): void {
	for (const listener of [...listeners]) listener({ change: 0, entity, ids: [...ids], actor: null });
}

// useLive throws away what the server says has changed; what is on the screen is
// read again behind it, keeping scroll, selection and focus. After a silence
// everything is read again.
export function useLive(me: Me | undefined): void {
	const queries = useQueryClient();
	const version = me?.instance.version ?? "";
	const on = !!me;
	useEffect(() => {
		if (!on || typeof EventSource === "undefined") return;
		const stop = listen((news) => {
			if (news.kind === "lost") void lookWhy();
			else if (news.kind === "heard") {
				setConnection({ state: "live", ...(news.version && news.version !== version ? { newer: true } : {}) });
				if (news.anew) missedSome();
				edits.wake();
			} else {
				void queries.invalidateQueries({ queryKey: [news.change.entity] });
				for (const listener of [...listeners]) listener(news.change);
			}
		});
		const back = onReturn(() => void queries.invalidateQueries());
		return () => {
			stop();
			back();
		};
	}, [on, version, queries]);
}

// useUnsaved keeps what is not saved over a reload, and asks before a page that
// holds some is closed.
export function useUnsaved(user: string | undefined): void {
	useEffect(() => {
		if (!user) return;
		const stop = keepUnsaved(edits, user, sessionStorage);
		const follow = edits.subscribe(() => {
			if (edits.held && connection().state === "live") {
				const ended = edits.held instanceof Problem && edits.held.status === 401;
				setConnection({ state: ended ? "ended" : "lost" });
			} else if (!edits.held && connection().state === "lost" && edits.unsaved === 0) setConnection({ state: "live" });
		});
		const leave = (e: BeforeUnloadEvent) => {
			if (edits.unsaved > 0) e.preventDefault();
		};
		window.addEventListener("beforeunload", leave);
		return () => {
			stop();
			follow();
			window.removeEventListener("beforeunload", leave);
		};
	}, [user]);
}

// lookWhy tells a lost connection from a session that has ended.
async function lookWhy(): Promise<void> {
	try {
		await send("GET", "/me", { quiet: true });
		if (!edits.held) return;
	} catch (error) {
		const ended = error instanceof Problem && error.status === 401;
		setConnection({ state: ended ? "ended" : "lost" });
		return;
	}
	edits.wake();
}
