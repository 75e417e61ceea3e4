import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listen } from "../api/events";
import type { Change } from "../api/types";

const listeners = new Set<(change: Change) => void>();

// onChange tells of every change the server announces, as long as someone is
// signed in, until stopped.
export function onChange(listener: (change: Change) => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

// useLive throws away what the server says has changed; what is on the screen is
// read again behind it, keeping scroll, selection and focus.
export function useLive(on: boolean): void {
	const queries = useQueryClient();
	useEffect(() => {
		if (!on || typeof EventSource === "undefined") return;
		return listen((change) => {
			void queries.invalidateQueries({ queryKey: [change.entity] });
			for (const listener of [...listeners]) listener(change);
		});
	}, [on, queries]);
}
