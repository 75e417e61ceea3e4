import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Grant, Role, Unit } from "../../api/types";
import { useCan } from "../../data/me";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import styles from "./admin.module.css";
import { above, type Given, givenOn, moving } from "./giving";
import { useList, useWhole } from "./objects";

type Projects = { items: { id: string; name: string }[]; total: number };

const some = 5;

// UnitHolds says what is in a unit and who reaches it, and what moving it elsewhere, as
// it is typed, would change of that.
export function UnitHolds({ unit, units, to }: { unit: Unit; units: Unit[]; to: string | null }) {
	const { t, lang } = useLang();
	// who keeps units may not read who has which role
	const mayRead = useCan("role.manage");
	const grants = useList<Grant>(keys.grants, "/grants", mayRead);
	const roles = useWhole<Role>(keys.roles, "/roles", mayRead);
	const projects = useQuery({
		queryKey: [...keys.projects, "under", unit.id],
		queryFn: () =>
			api.get<Projects>("/projects", { filter: `unit under "${unit.id}"`, fields: "name", sort: "name", limit: some }),
		staleTime: 60_000,
	});
	const nameOf = (id: string) => {
		const r = roles.data?.find((x) => x.id === id);
		return r ? pick(r.label, lang) : "";
	};
	const all = grants.data ?? [];
	const here = givenOn(above(unit.id, units), all, units, nameOf);
	const known = grants.data && roles.data;
	const moved = known && to !== null && to !== unit.parent ? moving(unit, to, all, units, nameOf) : null;
	const target = units.find((u) => u.id === to)?.name ?? "";
	return (
		<section className={styles.rights} aria-label={t("gives.unit")}>
			<h3>{t("gives.unit")}</h3>
			{projects.data && (
				<p className={styles.quiet}>{t("gives.unitLead", { count: projects.data.total, units: unit.units ?? 0 })}</p>
			)}
			<ul className={styles.words}>
				{projects.data?.items.map((p) => (
					<li key={p.id}>{p.name}</li>
				))}
				{(projects.data?.total ?? 0) > some && (
					<li className={styles.quiet}>{t("gives.more", { count: (projects.data?.total ?? 0) - some })}</li>
				)}
			</ul>
			{moved && (
				<div role="status">
					<h4>{t("gives.moved", { name: target })}</h4>
					{moved.lost.length + moved.won.length === 0 && <p>{t("gives.movedSame")}</p>}
					{moved.won.length > 0 && <GivenList title={t("gives.won", { count: moved.won.length })} given={moved.won} />}
					{moved.lost.length > 0 && (
						<GivenList title={t("gives.lost", { count: moved.lost.length })} given={moved.lost} />
					)}
				</div>
			)}
			{here.length > 0 && <GivenList title={t("gives.reach")} given={here} />}
		</section>
	);
}

// GivenList names who has which role where.
export function GivenList({ title, given }: { title: string; given: Given[] }) {
	const { t } = useLang();
	const most = 12;
	return (
		<>
			<h4>{title}</h4>
			<ul className={styles.words}>
				{given.slice(0, most).map((g) => (
					<li key={`${g.who} ${g.role} ${g.where}`}>
						{g.who} <span className={styles.quiet}>{t("gives.roleOn", { role: g.role, place: g.where })}</span>
					</li>
				))}
				{given.length > most && <li className={styles.quiet}>{t("gives.more", { count: given.length - most })}</li>}
			</ul>
		</>
	);
}
