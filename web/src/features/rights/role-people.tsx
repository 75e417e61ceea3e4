import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { List, Named, Role } from "../../api/types";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { ErrorState } from "../../ui/states";
import styles from "./rights.module.css";

// RolePeople names, of two roles, who has the one and not the other, both ways.
export function RolePeople({ roles }: { roles: readonly [Role, Role] }) {
	const [a, b] = roles;
	return (
		<div className={styles.pair}>
			<Only role={a} without={b} />
			<Only role={b} without={a} />
		</div>
	);
}

function Only({ role, without }: { role: Role; without: Role }) {
	const { t, lang } = useLang();
	const found = useQuery({
		queryKey: [...keys.roles, "people", role.id, without.id],
		queryFn: () => api.get<List<Named>>(`/roles/${role.id}/people`, { without: without.id }).then((l) => l.items),
	});
	const title = t("role.only", { one: pick(role.label, lang), other: pick(without.label, lang) });
	return (
		<section aria-label={title}>
			<h2>
				{title} ({found.data?.length ?? 0})
			</h2>
			{found.error && <ErrorState error={found.error} />}
			{found.data?.length === 0 && <p className={styles.count}>{t("role.nobody")}</p>}
			<ul className={styles.names}>
				{(found.data ?? []).map((p) => (
					<li key={p.id}>{p.name}</li>
				))}
			</ul>
		</section>
	);
}
