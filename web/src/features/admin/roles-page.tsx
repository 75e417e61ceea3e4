import type { ReactNode } from "react";
import type { Permission, Role } from "../../api/types";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Select } from "../../ui/select";
import { ErrorState, Loaded } from "../../ui/states";
import { Switch } from "../../ui/switch";
import { tellError } from "../../ui/toast-store";
import { useParam } from "../../url/use-search";
import { RolePeople } from "../rights/role-people";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { useSave, useWhole } from "./objects";
import { RoleBeside } from "./role-beside";
import { RolePanel } from "./role-panel";
import { useOpen } from "./use-open";

// RolesPage is one table: what may be done down the side, the roles across.
export default function RolesPage() {
	const { t } = useLang();
	const roles = useWhole<Role>(keys.roles, "/roles");
	const permissions = useWhole<Permission>(keys.permissions, "/permissions");
	const { open, panel, show, saved, create, close } = useOpen();
	const [one, setOne] = useParam("one");
	const [two, setTwo] = useParam("two");
	const compare = (a: string, b: string) => {
		if (a !== one) setOne(a || null, { replace: true });
		else setTwo(b || null, { replace: true });
	};
	const current = roles.data?.find((r) => r.id === open);
	const [three, setThree] = useParam("three");
	const [only, setOnly] = useParam("only");
	const pair = [one, two, three].flatMap((id) => roles.data?.find((r) => r.id === id) ?? []);
	return (
		<AdminFrame
			title={t("role.title")}
			lead={t("role.lead")}
			actions={
				<Button kind="primary" icon="plus" onPress={create}>
					{t("role.new")}
				</Button>
			}
			tools={
				<Compare roles={roles.data ?? []} pair={[one, two]} onChange={compare}>
					{one && two && (
						<>
							<Third
								roles={(roles.data ?? []).filter((r) => r.id !== one && r.id !== two)}
								value={three}
								onChange={(id) => setThree(id || null, { replace: true })}
							/>
							<Switch isSelected={!!only} onChange={(on) => setOnly(on ? "1" : null, { replace: true })}>
								{t("role.onlyDifferences")}
							</Switch>
						</>
					)}
				</Compare>
			}
			panel={
				(open === "new" || current) && (
					<RolePanel
						key={panel}
						role={current ?? null}
						roles={roles.data ?? []}
						onClose={close}
						onSaved={(r) => saved(r.id)}
					/>
				)
			}
		>
			<Loaded query={roles}>
				{(items) =>
					permissions.error ? (
						<ErrorState error={permissions.error} />
					) : (
						<Matrix
							roles={pair.length > 1 ? pair : items}
							permissions={permissions.data ?? []}
							comparing={pair.length > 1}
							only={pair.length > 1 && !!only}
							onOpen={(r) => show(r.id)}
						/>
					)
				}
			</Loaded>
		</AdminFrame>
	);
}

type CompareProps = {
	roles: Role[];
	pair: [string, string];
	onChange: (one: string, two: string) => void;
	children?: ReactNode;
};

// Third is a role more to be seen beside the two.
function Third({ roles, value, onChange }: { roles: Role[]; value: string; onChange: (id: string) => void }) {
	const { t, lang } = useLang();
	const options = [{ id: "", name: t("role.none") }, ...roles.map((r) => ({ id: r.id, name: pick(r.label, lang) }))];
	return <Select label={t("role.and")} options={options} value={value} onChange={onChange} />;
}

// Compare chooses two roles to be seen side by side.
function Compare({ roles, pair: [one, two], onChange, children }: CompareProps) {
	const { t, lang } = useLang();
	const options = [
		{ id: "", name: t("role.allRoles") },
		...roles.map((r) => ({ id: r.id, name: pick(r.label, lang) })),
	];
	return (
		<>
			<Select label={t("role.compare")} options={options} value={one} onChange={(id) => onChange(id, two)} />
			<Select label={t("role.with")} options={options} value={two} onChange={(id) => onChange(one, id)} />
			{children}
		</>
	);
}

type MatrixProps = {
	roles: Role[];
	permissions: Permission[];
	comparing: boolean;
	// only: the rights in which the roles differ, and nothing else
	only: boolean;
	onOpen: (r: Role) => void;
};

function Matrix({ roles, permissions: all, comparing, only, onOpen }: MatrixProps) {
	const { t, lang } = useLang();
	const save = useSave<Role>(keys.roles, "/roles");
	const turn = (role: Role, key: string, on: boolean) => {
		const next = on ? [...role.permissions, key] : role.permissions.filter((p) => p !== key);
		save.mutate({ stored: role, values: { permissions: next } }, { onError: (e) => tellError(e) });
	};
	// ticked shows what was just asked for, in the same frame; if it is refused the
	// box goes back and the reason is told.
	const ticked = (role: Role, key: string) => {
		const asked = save.isPending && save.variables.stored?.id === role.id ? save.variables.values : role;
		return (asked as Pick<Role, "permissions">).permissions.includes(key);
	};
	const saving = (role: Role) => save.isPending && save.variables.stored?.id === role.id;
	const differs = (key: string) => comparing && new Set(roles.map((r) => r.permissions.includes(key))).size > 1;
	const permissions = only ? all.filter((p) => differs(p.key)) : all;
	const [first, second] = roles;
	return (
		<div className={styles.matrix}>
			{comparing && (
				<p className={styles.said}>{t("role.differences", { count: all.filter((p) => differs(p.key)).length })}</p>
			)}
			<table aria-label={t("role.matrix")}>
				<thead>
					<tr>
						<th scope="col">{t("role.permission")}</th>
						{roles.map((r) => (
							<th key={r.id} scope="col">
								<button type="button" className={styles.role} onClick={() => onOpen(r)}>
									{pick(r.label, lang)}
									<span className={styles.people}>{t("role.people", { count: r.people })}</span>
									<Life role={r} />
								</button>
							</th>
						))}
					</tr>
				</thead>
				{groupsOf(permissions, lang).map(([group, members]) => (
					<tbody key={group}>
						<tr className={styles.group}>
							<th scope="rowgroup" colSpan={roles.length + 1}>
								{group}
							</th>
						</tr>
						{members.map((p) => (
							<tr key={p.key} className={differs(p.key) ? styles.differs : undefined}>
								<th scope="row">{pick(p.label, lang)}</th>
								{roles.map((r) => (
									<td key={r.id}>
										<Checkbox
											aria-label={t("role.cell", { role: pick(r.label, lang), permission: pick(p.label, lang) })}
											isSelected={ticked(r, p.key)}
											isDisabled={r.key === "administrator"}
											isReadOnly={saving(r)}
											onChange={(on) => turn(r, p.key, on)}
										/>
									</td>
								))}
							</tr>
						))}
					</tbody>
				))}
				{comparing && <RoleBeside roles={roles} only={only} />}
			</table>
			{comparing && roles.length === 2 && first && second && <RolePeople roles={[first, second]} />}
		</div>
	);
}

// Life says how long sessions of a role last, where the role says so.
function Life({ role }: { role: Role }) {
	const { t } = useLang();
	const said = [
		...(role.session_idle ? [t("role.lifeShort", { count: role.session_idle })] : []),
		...(role.session_life ? [t("role.lifeWhole", { count: role.session_life })] : []),
	];
	return said.length ? <span className={styles.people}>{said.join(", ")}</span> : null;
}

function groupsOf(permissions: Permission[], lang: "fr" | "en"): [string, Permission[]][] {
	const groups = new Map<string, Permission[]>();
	for (const p of permissions) {
		const name = typeof p.group === "string" ? p.group : pick(p.group, lang);
		groups.set(name, [...(groups.get(name) ?? []), p]);
	}
	return [...groups];
}
