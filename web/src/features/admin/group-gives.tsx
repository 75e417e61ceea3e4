import type { Grant, Group, Role, Unit } from "../../api/types";
import { useCan } from "../../data/me";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import styles from "./admin.module.css";
import { useList, useWhole } from "./objects";

// GroupGives says what being in a group gives: which role where, and over how much.
export function GroupGives({ group }: { group: Group }) {
	const { t, lang } = useLang();
	// who keeps accounts may not read who has which role
	const mayRead = useCan("role.manage");
	const grants = useList<Grant>(keys.grants, "/grants", mayRead);
	const roles = useWhole<Role>(keys.roles, "/roles", mayRead);
	const units = useList<Unit>(keys.units, "/units", mayRead);
	const given = (grants.data ?? []).filter((g) => g.group?.id === group.id);
	const nameOf = (id: string) => {
		const r = roles.data?.find((x) => x.id === id);
		return r ? pick(r.label, lang) : "";
	};
	if (!mayRead) return null;
	return (
		<section className={styles.rights} aria-label={t("gives.group")}>
			<h3>{t("gives.group")}</h3>
			{grants.data && given.length === 0 && <p className={styles.quiet}>{t("gives.groupNothing")}</p>}
			<ul className={styles.words}>
				{given.map((g) => {
					const unit = units.data?.find((u) => u.id === g.unit?.id);
					const place = g.node?.name ?? g.project?.name ?? g.unit?.name ?? "";
					return (
						<li key={g.id}>
							{nameOf(g.role)} <span className={styles.quiet}>{place}</span>
							{unit?.projects ? (
								<span className={styles.quiet}> · {t("gives.projects", { count: unit.projects })}</span>
							) : null}
						</li>
					);
				})}
			</ul>
		</section>
	);
}
