import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { onAside, workAside } from "../../api/aside";
import { api } from "../../api/client";
import { Problem } from "../../api/problem";
import { keys } from "../../data/query-keys";
import { readAgain } from "../../data/read-again";
import { useAside } from "../../data/use-aside";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { TextLink } from "../../ui/link";
import styles from "./aside-band.module.css";
import type { Outcome } from "./configuration";

// AsideBand says that one works in a draft, what is in it, and leads out of it. The
// screens below go on showing what holds.
export function AsideBand() {
	const { t } = useLang();
	const queries = useQueryClient();
	const into = useAside();
	const queryKey = [...keys.configuration, "drafts", into?.id, "aside"];
	const seen = useQuery({
		queryKey,
		queryFn: ({ signal }) => api.post<Outcome>(`/config/drafts/${into?.id}/diff`, undefined, { signal }),
		enabled: into !== null,
		retry: false,
	});
	const id = into?.id;
	useEffect(
		() =>
			onAside(() => {
				if (id) void readAgain(queries, [...keys.configuration, "drafts"]);
			}),
		[queries, id],
	);
	// A draft that was discarded meanwhile is none.
	const gone = seen.error instanceof Problem && seen.error.status === 404;
	useEffect(() => {
		if (gone) workAside(null);
	}, [gone]);
	const count = seen.data?.items.length;
	useEffect(() => {
		if (count) announce(t("aside.holds", { count }));
	}, [count, t]);
	if (!into) return null;
	const names = [...new Set((seen.data?.items ?? []).map((i) => i.name))];
	return (
		<section className={styles.band} aria-label={t("aside.title")}>
			<Icon name="file" size={14} />
			<span>
				<strong>{t("aside.in", { name: into.name })}</strong> {t("aside.text")}
			</span>
			<span className={styles.holds}>
				{count !== undefined &&
					t("aside.holdsNames", { count, names: names.slice(0, 3).join(", ") + (names.length > 3 ? "…" : "") })}
			</span>
			<TextLink href={`/admin/configuration?draft=${into.id}`}>{t("aside.see")}</TextLink>
			<Button small onPress={() => workAside(null)}>
				{t("aside.leave")}
			</Button>
		</section>
	);
}
