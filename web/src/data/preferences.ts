import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { send } from "../api/client";
import type { Me } from "../api/types";
import { useSomeone } from "./me";
import { keys } from "./query-keys";

// usePreference is how the person likes something on the screen, whatever the
// device: it acts at once, and is kept behind it.
export function usePreference<T>(name: string, usual: T): [T, (value: T | null) => void] {
	const queries = useQueryClient();
	const kept = useSomeone()?.preferences?.[name] as T | undefined;
	const keep = useCallback(
		(value: T | null) => {
			queries.setQueryData<Me>(keys.me, (me) => {
				if (!me) return me;
				const { [name]: _, ...others } = me.preferences ?? {};
				return { ...me, preferences: value === null ? others : { ...others, [name]: value } };
			});
			// Should it fail, it holds as long as the page does.
			send("PUT", `/me/preferences/${name}`, { body: { value }, quiet: true }).catch(() => undefined);
		},
		[queries, name],
	);
	return [kept ?? usual, keep];
}
