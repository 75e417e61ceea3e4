import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { send } from "../api/client";
import { listen } from "../api/events";
import { Problem } from "../api/problem";
import type { Change, Me } from "../api/types";
import { type Connection, connection, hears, missedSome, onReturn, setConnection, silent, wasTold } from "./connection";
import { keepUnsaved } from "./journal";
import { edits } from "./projects";
import { keys } from "./query-keys";
import { readAgain } from "./read-again";

const listeners = new Set<(change: Change) => void>();

// beside is what a change makes read again, other than what is kept under its own name:
// what is computed, drawn from a tree or made of settings, and what one may do.
const beside: { readonly [entity: string]: readonly (readonly string[])[] } = {
	field: [keys.projects, keys.milestones, ["risk"], keys.actions, ["decision"]],
	constant: [keys.projects],
	hierarchy: [keys.fields],
	node: [keys.fields, keys.projects],
	milestone: [keys.plans],
	baseline: [keys.milestones],
	trust: [keys.projects],
	dashboard: [[...keys.projects, "summary"]],
	role: [keys.me],
	grant: [keys.me],
	group: [keys.me],
	delegation: [keys.me],
	setting: [keys.me],
	config_draft: [[...keys.configuration, "drafts"]],
};

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
			if (news.kind === "lost") void silent(lookWhy);
			else if (news.kind === "heard") {
				const missed = hears(news.change) || news.anew;
				const before = connection().state;
				setConnection({ state: "live", ...(news.version && news.version !== version ? { newer: true } : {}) });
				// Being live again has everything read again by itself.
				if (missed && before === "live") missedSome();
				edits.wake();
			} else {
				wasTold(news.change.change);
				for (const queryKey of [[news.change.entity], ...(beside[news.change.entity] ?? [])])
					void readAgain(queries, queryKey);
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
		const leave = (e: Event) => {
			leaveField();
			if (edits.unsaved > 0) e.preventDefault();
		};
		window.addEventListener("beforeunload", leave);
		window.addEventListener("pagehide", leave);
		return () => {
			stop();
			follow();
			window.removeEventListener("beforeunload", leave);
			window.removeEventListener("pagehide", leave);
		};
	}, [user]);
}

// leaveField ends what is being typed as going elsewhere on the page would, so that
// it is saved or kept before the page goes; who stays after all is back in it.
function leaveField(): void {
	const at = document.activeElement;
	if (!(at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement)) return;
	const around = at.closest<HTMLElement>("[role=grid]");
	at.blur();
	setTimeout(() => (at.isConnected ? at : around)?.focus());
}

// lookWhy tells a lost connection from a session that has ended.
async function lookWhy(): Promise<Connection["state"]> {
	try {
		await send("GET", "/me", { quiet: true });
	} catch (error) {
		return error instanceof Problem && error.status === 401 ? "ended" : "lost";
	}
	edits.wake();
	return connection().state;
}
