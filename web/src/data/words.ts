import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { send } from "../api/client";
import type { components } from "../api/schema";
import type { Me } from "../api/types";
import { overlaid, setOverlay } from "../i18n/lang";
import { useLang } from "../i18n/use-lang";
import { onChange } from "./live";
import { keys } from "./query-keys";

// useWords says the page in the vocabulary that holds: fetched when there is one, and
// again when somebody publishes another. Nothing is mounted anew, so what is being
// typed stays.
export function useWords(me: Me | undefined): void {
	const queries = useQueryClient();
	const { lang } = useLang();
	const version = me?.instance.vocabulary;
	useEffect(
		() =>
			onChange((change) => {
				if (change.entity === "vocabulary") void queries.invalidateQueries({ queryKey: keys.me });
			}),
		[queries],
	);
	useEffect(() => {
		if (version === undefined || version === overlaid()) return;
		if (version === 0) {
			setOverlay(lang, null);
			return;
		}
		let wanted = true;
		send<components["schemas"]["OverlayOut"]>("GET", `/vocabulary/overlay?language=${lang}`, { quiet: true })
			.then((words) => wanted && words && setOverlay(lang, words))
			// The words of before go on; the next look at the page asks again.
			.catch(() => undefined);
		return () => {
			wanted = false;
		};
	}, [version, lang]);
}
