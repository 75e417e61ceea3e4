import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import type { Role, Unit } from "../../api/types";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import { Icon } from "../../ui/icon";
import { ErrorState } from "../../ui/states";
import { Tester } from "../rights/tester";
import styles from "./admin.module.css";
import { useList, useWhole } from "./objects";

type Effective = components["schemas"]["Effective"];
type Held = components["schemas"]["Held"];

// UserRights says what somebody may do at a place, and by which role given where.
// It is read only: nobody acts as somebody else.
export function UserRights({ user }: { user: string }) {
	const { t, lang } = useLang();
	const units = useList<Unit>(keys.units, "/units");
	const roles = useWhole<Role>(keys.roles, "/roles");
	const [chosen, setChosen] = useState<string | null>(null);
	const unit = chosen ?? units.data?.[0]?.id;
	const found = useQuery({
		queryKey: [...keys.rightsOf, user, unit],
		queryFn: () => api.get<Effective>(`/users/${user}/rights`, { unit }),
		enabled: units.isSuccess,
		placeholderData: (before) => before,
	});
	const nameOf = (role: string) => {
		const r = roles.data?.find((x) => x.id === role);
		return r ? pick(r.label, lang) : "";
	};
	const why = (h: Held | undefined) => {
		if (!h) return "";
		const place = h.node ? h.node.name : h.project ? h.project.name || t("rights.aProject") : (h.unit?.name ?? "");
		return h.group
			? t("rights.byGroup", { role: nameOf(h.role), place, group: h.group.name })
			: t("rights.byName", { role: nameOf(h.role), place });
	};
	const grants = found.data?.grants ?? [];
	const onProjects = grants.filter((g) => g.project || g.node);
	return (
		<section className={styles.rights} aria-label={t("rights.title")}>
			<h3>{t("rights.title")}</h3>
			<p className={styles.quiet}>{t("rights.lead")}</p>
			{found.error && <ErrorState error={found.error} />}
			{grants.length === 0 && found.data && <p>{t("rights.none")}</p>}
			{(units.data?.length ?? 0) > 0 && grants.length > 0 && (
				<ComboBox
					label={t("rights.at")}
					options={(units.data ?? []).map((u) => ({ id: u.id, name: u.name, detail: u.code }))}
					value={unit ?? null}
					onChange={setChosen}
				/>
			)}
			{grants.length > 0 && (
				<ul className={styles.held}>
					{(found.data?.here ?? []).map((r) => {
						const by = (r.grants ?? []).map((id) => why(grants.find((g) => g.grant === id))).filter(Boolean);
						return (
							<li key={r.key} data-held={by.length > 0 || undefined}>
								<Icon name={by.length > 0 ? "check" : "minus"} size={14} />
								<span>
									{pick(r.label as never, lang)}
									<span className={styles.quiet}>{by.length > 0 ? by.join(" · ") : t("rights.not")}</span>
								</span>
							</li>
						);
					})}
				</ul>
			)}
			{onProjects.length > 0 && (
				<>
					<h4>{t("rights.projects")}</h4>
					<ul className={styles.words}>
						{onProjects.map((g) => (
							<li key={g.grant}>{why(g)}</li>
						))}
					</ul>
				</>
			)}
			<Tester user={user} />
		</section>
	);
}
