import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { listen } from "../api/events";

// useLive throws away what the server says has changed; what is on the screen is
// read again behind it, keeping scroll, selection and focus.
export function useLive(on: boolean): void {
	const queries = useQueryClient();
	useEffect(() => {
		if (!on || typeof EventSource === "undefined") return;
		return listen((change) => {
			void queries.invalidateQueries({ queryKey: [change.entity] });
		});
	}, [on, queries]);
}
