import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { List, Session } from "../../api/types";
import { keys } from "../../data/query-keys";
import { formatAgo } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Section } from "../../ui/page";
import { Loaded } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { tellError } from "../../ui/toast-store";
import styles from "./account.module.css";

export function Sessions() {
	const t = useT();
	const queries = useQueryClient();
	const sessions = useQuery({
		queryKey: keys.sessions,
		queryFn: () => api.get<List<Session>>("/me/sessions").then((l) => l.items),
	});
	const end = useMutation({
		mutationFn: (id: string) => api.remove(`/me/sessions/${id}`),
		onSuccess: () => queries.invalidateQueries({ queryKey: keys.sessions }),
		onError: (e) => tellError(e),
	});
	return (
		<Section id="sessions" title={t("session.title")} lead={t("session.lead")}>
			<Loaded query={sessions} lines={3}>
				{(items) => (
					<ul className={styles.items}>
						{items.map((s) => (
							<li key={s.id} className={styles.item}>
								<Icon name="device" />
								<div className={styles.words}>
									<div className={styles.main}>
										{browserOf(s.agent)}
										{s.current && <Badge tone="accent">{t("session.current")}</Badge>}
									</div>
									<div className={styles.note}>
										{t("session.detail", { address: s.address, when: formatAgo(s.last_seen, Date.now(), t) })}
									</div>
								</div>
								{!s.current && (
									<Button
										small
										onPress={() => end.mutate(s.id)}
										aria-label={t("session.revokeOf", { name: browserOf(s.agent) })}
									>
										{t("session.revoke")}
									</Button>
								)}
							</li>
						))}
					</ul>
				)}
			</Loaded>
		</Section>
	);
}

// browserOf makes two words of what a browser says of itself.
export function browserOf(agent: string): string {
	const browser = /Edg\//.test(agent)
		? "Edge"
		: /Firefox\//.test(agent)
			? "Firefox"
			: /Chrom(e|ium)\//.test(agent)
				? "Chrome"
				: /Safari\//.test(agent)
					? "Safari"
					: agent.split(/[ /]/)[0] || "?";
	const system = /Windows/.test(agent)
		? "Windows"
		: /iPhone|iPad/.test(agent)
			? "iOS"
			: /Mac OS/.test(agent)
				? "macOS"
				: /Android/.test(agent)
					? "Android"
					: /Linux/.test(agent)
						? "Linux"
						: "";
	return system ? `${browser} · ${system}` : browser;
}
