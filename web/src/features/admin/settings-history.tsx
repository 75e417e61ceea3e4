import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import type { Past } from "./trust";
import styles from "./trust.module.css";

type Props = {
	version: number;
	path: string;
	// keep: under what the versions are kept
	keep: readonly string[];
	// builtIn: what it was before the first version; nothing where there was none
	builtIn?: string;
	restore: string;
	onBack: (to: number) => void;
};

// SettingsHistory is who changed the settings, when and what, each version to be kept again.
export function SettingsHistory({ version, path, keep, builtIn, restore, onBack }: Props) {
	const { t, locale } = useLang();
	const past = useQuery({
		queryKey: [...keep, "history", version],
		queryFn: ({ signal }) => api.get<List<Past>>(path, {}, signal),
	});
	const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
	const items = past.data?.items ?? [];
	if (items.length === 0) return null;
	return (
		<section className={styles.history} aria-label={t("trust.history")}>
			<h2>{t("trust.history")}</h2>
			<ol>
				{items.map((p, i) => (
					<li key={p.version}>
						<span className={styles.quiet}>
							{p.by?.name} · {when.format(new Date(p.at))}
						</span>
						<details open={i === 0 && p.changes.length < 4}>
							<summary>{t("trust.changes", { count: p.changes.length })}</summary>
							<ul>
								{p.changes.map((c) => (
									<li key={`${c.what} ${c.before}`}>{t("trust.change", c)}</li>
								))}
							</ul>
						</details>
						{p.version !== version && (
							<Button small onPress={() => onBack(p.version)}>
								{restore}
							</Button>
						)}
					</li>
				))}
				{builtIn !== undefined && (
					<li>
						<span className={styles.quiet}>{builtIn}</span>
						<Button small onPress={() => onBack(0)}>
							{restore}
						</Button>
					</li>
				)}
			</ol>
		</section>
	);
}
