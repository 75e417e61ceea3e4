import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { api } from "../../api/client";
import { keys } from "../../data/query-keys";
import type { Lang } from "../../i18n/lang";
import { parseMessage } from "../../i18n/message";
import { useT } from "../../i18n/use-lang";
import { FormError } from "../../ui/form";
import type { Change, Preview, Text } from "./vocabulary";
import styles from "./vocabulary.module.css";

// VocabularyPreview is how real texts of the interface will read, in both languages.
export function VocabularyPreview({ change, lang }: { change: Change; lang: Lang }) {
	const t = useT();
	const asked = useDeferredValue(change);
	const seen = useQuery({
		queryKey: [...keys.vocabulary, "preview", asked],
		queryFn: ({ signal }) => api.post<Preview>("/vocabulary/preview", asked, { signal }),
		placeholderData: keepPreviousData,
		retry: false,
	});
	const other = lang === "fr" ? "en" : "fr";
	return (
		<section className={styles.preview} aria-label={t("vocabulary.preview")} aria-busy={seen.isFetching}>
			<h3>{t("vocabulary.preview")}</h3>
			<FormError error={seen.error} />
			{seen.data && (
				<>
					<p role="status" className={styles.quiet}>
						{t("vocabulary.changes", { count: seen.data.changed })}
					</p>
					<ul>
						{seen.data.texts.map((text) => (
							<li key={text.key}>
								<span lang={lang}>{saidOf(text, lang)}</span>
								<span lang={other} className={styles.quiet}>
									{saidOf(text, other)}
								</span>
							</li>
						))}
					</ul>
				</>
			)}
		</section>
	);
}

// saidOf is a text as a person reads it: of choices, the case of several.
function saidOf(text: Text, lang: Lang): string {
	const said = lang === "fr" ? text.said_fr : text.said_en;
	if (text.server) return said.replace(/%(\[\d+\])?[a-z]/g, "…");
	try {
		return plain(parseMessage(said));
	} catch {
		return said;
	}
}

type Parts = ReturnType<typeof parseMessage>;

function plain(parts: Parts): string {
	return parts
		.map((p) => {
			if (typeof p === "string") return p;
			if (p.kind === "count") return "12";
			if (p.kind === "argument") return "…";
			return plain(p.cases.get("other") ?? []);
		})
		.join("");
}
