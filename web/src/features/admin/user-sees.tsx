import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import type { But, Named, Permission } from "../../api/types";
import { keys } from "../../data/query-keys";
import { type Bilingual, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { ErrorState } from "../../ui/states";
import styles from "./admin.module.css";
import { Facts } from "./facts";
import { useWhole } from "./objects";

type Says = components["schemas"];
type Sees = But<
	Says["UserSees"],
	{
		names: Named[];
		screens: string[];
		views: But<Says["RoleView"], { label: Bilingual }>[];
		without: But<Says["RoleNot"], { label: Bilingual }>[];
	}
>;

// UserSees says what somebody finds in Vigie: projects, screens, the views on which lists
// open, and what is kept from him.
export function UserSees({ user }: { user: string }) {
	const { t, lang } = useLang();
	const sees = useQuery({
		queryKey: [...keys.rightsOf, user, "sees"],
		queryFn: () => api.get<Sees>(`/users/${user}/sees`),
	});
	const screens = useWhole<Permission>(keys.screens, "/screens");
	const found = sees.data;
	const object = (key: string) => t(`hierarchy.object.${key}` as "hierarchy.object.project");
	const names = (found?.names ?? []).map((n) => n.name);
	const more = (found?.projects ?? 0) - names.length;
	return (
		<section className={styles.rights} aria-label={t("gives.user")}>
			<h3>{t("gives.user")}</h3>
			{sees.error && <ErrorState error={sees.error} />}
			{found && (
				<>
					<p>
						{found.projects === 0
							? t("gives.userNone")
							: t("gives.userProjects", { count: found.projects, edits: found.edits })}
					</p>
					<Facts
						facts={[
							[t("unit.projects"), names.join(", ") + (more > 0 ? ` ${t("gives.more", { count: more })}` : "")],
							[
								t("screen.title"),
								(screens.data ?? [])
									.filter((s) => found.screens.includes(s.key))
									.map((s) => pick(s.label, lang))
									.join(", "),
							],
							[t("gives.opensOn"), found.views.map((v) => `${pick(v.label, lang)} (${object(v.object)})`).join(", ")],
							[t("gives.without"), found.without.map((a) => `${pick(a.label, lang)} (${object(a.object)})`).join(", ")],
						]}
					/>
				</>
			)}
		</section>
	);
}
