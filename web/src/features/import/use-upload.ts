import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Problem } from "../../api/problem";
import { keys } from "../../data/query-keys";
import { isoOfDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import type { Destination } from "./destination";
import type { Import } from "./types";
import { upload } from "./upload";

export const largest = 50 * 1024 * 1024;

// useUpload sends a file and tells how far it is. Leaving the page stops it.
export function useUpload() {
	const t = useT();
	const queries = useQueryClient();
	const end = useRef<AbortController | null>(null);
	const [share, setShare] = useState(0);
	const [sending, setSending] = useState(false);
	const [error, setError] = useState<unknown>(null);
	useEffect(() => () => end.current?.abort(), []);

	const send = async (file: File, object: string, to: Destination, mapping: string): Promise<Import | null> => {
		setError(null);
		if (file.size > largest) {
			setError(new Problem(413, { detail: t("import.file.tooLarge") }));
			return null;
		}
		end.current = new AbortController();
		setShare(0);
		setSending(true);
		try {
			const made = await upload(formOf(file, object, to, mapping), setShare, end.current.signal);
			queries.setQueryData([...keys.imports, "one", made.id], made);
			void queries.invalidateQueries({ queryKey: [...keys.imports, "list"] });
			return made;
		} catch (problem) {
			if (!end.current.signal.aborted) setError(problem);
			return null;
		} finally {
			setSending(false);
		}
	};
	return { send, cancel: () => end.current?.abort(), share, sending, error };
}

export function formOf(file: File, object: string, to: Destination, mapping: string): FormData {
	const form = new FormData();
	form.set("object", object);
	form.set("portfolio", to.portfolio === "new" ? "" : to.portfolio);
	form.set("portfolio_name", to.portfolio === "new" ? to.name.trim() : "");
	form.set("as_of", isoOfDay(to.day));
	form.set("mapping", mapping);
	form.set("file", file);
	return form;
}
