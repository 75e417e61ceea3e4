import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Me } from "../api/types";
import { adopt } from "../format/conventions";
import { sayAnew } from "../i18n/lang";
import { onChange } from "./live";
import { keys } from "./query-keys";

// useConventions writes the page as the organisation writes: from the first page on,
// and anew when somebody changes it. Nothing is mounted anew, so what is being typed
// stays.
export function useConventions(me: Me | undefined): void {
	const queries = useQueryClient();
	useEffect(
		() =>
			onChange((change) => {
				if (change.entity === "convention") void queries.invalidateQueries({ queryKey: keys.me });
			}),
		[queries],
	);
	const held = me?.instance.conventions;
	// Before the page below is written, which happens right after this.
	const differ = held ? adopt(held) : false;
	useEffect(() => {
		if (differ) sayAnew();
	}, [differ]);
}
