import type { Permission, Role } from "../../api/types";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { ErrorState, Loaded } from "../../ui/states";
import { tellError } from "../../ui/toast-store";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { useSave, useWhole } from "./objects";
import { RolePanel } from "./role-panel";
import { useOpen } from "./use-open";

// RolesPage is one table: what may be done down the side, the roles across.
export default function RolesPage() {
	const { t } = useLang();
	const roles = useWhole<Role>(keys.roles, "/roles");
	const permissions = useWhole<Permission>(keys.permissions, "/permissions");
	const { open, panel, show, saved, create, close } = useOpen();
	const current = roles.data?.find((r) => r.id === open);
	return (
		<AdminFrame
			title={t("role.title")}
			lead={t("role.lead")}
			actions={
				<Button kind="primary" icon="plus" onPress={create}>
					{t("role.new")}
				</Button>
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
						<Matrix roles={items} permissions={permissions.data ?? []} onOpen={(r) => show(r.id)} />
					)
				}
			</Loaded>
		</AdminFrame>
	);
}

type MatrixProps = { roles: Role[]; permissions: Permission[]; onOpen: (r: Role) => void };

function Matrix({ roles, permissions, onOpen }: MatrixProps) {
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
	return (
		<div className={styles.matrix}>
			<table aria-label={t("role.matrix")}>
				<thead>
					<tr>
						<th scope="col">{t("role.permission")}</th>
						{roles.map((r) => (
							<th key={r.id} scope="col">
								<button type="button" className={styles.role} onClick={() => onOpen(r)}>
									{pick(r.label, lang)}
									<span className={styles.uses}>{t("role.people", { count: r.people })}</span>
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
							<tr key={p.key}>
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
			</table>
		</div>
	);
}

function groupsOf(permissions: Permission[], lang: "fr" | "en"): [string, Permission[]][] {
	const groups = new Map<string, Permission[]>();
	for (const p of permissions) {
		const name = typeof p.group === "string" ? p.group : pick(p.group, lang);
		groups.set(name, [...(groups.get(name) ?? []), p]);
	}
	return [...groups];
}
