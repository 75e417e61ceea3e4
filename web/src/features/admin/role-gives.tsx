import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import type { But, Grant, Permission, Role } from "../../api/types";
import { keys } from "../../data/query-keys";
import { type Bilingual, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { ErrorState } from "../../ui/states";
import styles from "./admin.module.css";
import { Facts } from "./facts";
import { places } from "./giving";
import { useList, useWhole } from "./objects";

type Says = components["schemas"];
export type Limited = But<Says["RoleAttribute"], { label: Bilingual }>;
type Gives = {
	screens: string[];
	attributes: Limited[];
	views: But<Says["RoleView"], { label: Bilingual }>[];
	forms: Bilingual[];
};

// givesOf asks what a role gives beside its rights.
export const givesOf = (role: string) => ({
	queryKey: [...keys.roles, "gives", role],
	queryFn: () => api.get<Gives>(`/roles/${role}/gives`),
	staleTime: 60_000,
});

// RoleGives says, of a role as it is typed, what whoever has it sees, and who that is.
export function RoleGives({ role, hidden }: { role: Role; hidden: string[] }) {
	const { t, lang } = useLang();
	const gives = useQuery(givesOf(role.id));
	const screens = useWhole<Permission>(keys.screens, "/screens");
	const grants = useList<Grant>(keys.grants, "/grants");
	const given = places(role.id, grants.data ?? []);
	const reached = gives.data?.screens ?? [];
	const shown = (screens.data ?? [])
		.filter((s) => reached.includes(s.key) && !hidden.includes(s.key))
		.map((s) => pick(s.label, lang));
	const object = (key: string) => t(`hierarchy.object.${key}` as "hierarchy.object.project");
	const opens = (gives.data?.views ?? []).filter((v) => v.default);
	return (
		<section className={styles.rights} aria-label={t("gives.role")}>
			<h3>{t("gives.role")}</h3>
			<p className={styles.quiet}>{t("gives.roleLead", { count: role.people })}</p>
			{gives.error && <ErrorState error={gives.error} />}
			<Facts
				facts={[
					[t("screen.title"), shown.join(", ")],
					[t("gives.opensOn"), opens.map((v) => `${pick(v.label, lang)} (${object(v.object)})`).join(", ")],
					[t("gives.forms"), (gives.data?.forms ?? []).map((f) => pick(f, lang)).join(", ")],
				]}
			/>
			{(gives.data?.attributes.length ?? 0) > 0 && (
				<>
					<h4>{t("gives.attributes")}</h4>
					<ul className={styles.held}>
						{gives.data?.attributes.map((a) => (
							<li key={`${a.object}.${a.key}`} data-held={a.reads || undefined}>
								<Icon name={a.reads ? "check" : "minus"} size={14} />
								<span>
									{pick(a.label, lang)}
									<span className={styles.quiet}>
										{object(a.object)} · <AttributeGiven attribute={a} />
									</span>
								</span>
							</li>
						))}
					</ul>
				</>
			)}
			{given.length > 0 && (
				<>
					<h4>{t("gives.where")}</h4>
					<ul className={styles.words}>
						{given.slice(0, 8).map((p) => (
							<li key={p.name}>
								{p.name} <span className={styles.quiet}>{p.holders.slice(0, 4).join(", ")}</span>
								{p.holders.length > 4 && <span className={styles.quiet}> +{p.holders.length - 4}</span>}
							</li>
						))}
						{given.length > 8 && <li className={styles.quiet}>{t("gives.more", { count: given.length - 8 })}</li>}
					</ul>
				</>
			)}
		</section>
	);
}

// AttributeGiven says in words what a role may do with an attribute, and with its past
// months.
export function AttributeGiven({ attribute: a }: { attribute: Limited }) {
	const { t } = useLang();
	const now = a.writes ? "gives.writes" : a.reads ? "gives.reads" : "gives.nothing";
	const past = a.writes_past ? "gives.writesPast" : a.reads_past ? "gives.readsPast" : "gives.nothingPast";
	return (
		<>
			{t(now)}
			{a.reads_past !== undefined && a.reads && <>, {t(past)}</>}
		</>
	);
}
