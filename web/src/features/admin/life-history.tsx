import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import type { ProjectType } from "../../data/lifecycles";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import { lifePath, useLifeObject } from "./life-object";
import type { Past } from "./trust";
import styles from "./types.module.css";

type Props = { type: ProjectType; onDone: () => void };

// LifeHistory is who published what, each version to hold again.
export function LifeHistory({ type, onDone }: Props) {
	const { t, locale } = useLang();
	const object = useLifeObject();
	const past = useQuery({
		queryKey: [...keys.types, "history", object, type.key, type.version],
		queryFn: ({ signal }) => api.get<List<Past>>(lifePath(object, type.key, "history"), {}, signal),
		enabled: type.version > 0,
	});
	const back = useMutation({
		mutationFn: (to: number) => api.post(lifePath(object, type.key, "revert"), { to }, { version: type.version }),
		onSuccess: onDone,
	});
	const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
	const items = past.data?.items ?? [];
	if (items.length === 0) return null;
	return (
		<section className={styles.history} aria-label={t("life.history")}>
			<h2>{t("life.history")}</h2>
			<FormError error={back.error} />
			<ol>
				{items.map((p, i) => (
					<li key={p.version}>
						<span className={styles.quiet}>
							{p.by?.name} · {when.format(new Date(p.at))}
						</span>
						<details>
							<summary>{t("trust.changes", { count: p.changes.length })}</summary>
							<ul>
								{p.changes.map((c) => (
									<li key={`${c.what} ${c.before}`}>{t("trust.change", c)}</li>
								))}
							</ul>
						</details>
						{i > 0 && (
							<Button small isPending={back.isPending} onPress={() => back.mutate(p.version)}>
								{t("life.restore")}
							</Button>
						)}
					</li>
				))}
			</ol>
		</section>
	);
}
