import type { Group, User } from "../../api/types";
import { keys } from "../../data/query-keys";
import { formatAgo } from "../../format/day";
import { fold } from "../../format/fold";
import { useT } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { Button } from "../../ui/button";
import { EmptyState, Loaded } from "../../ui/states";
import { type Column, Table } from "../../ui/table";
import { Badge, Tag } from "../../ui/tag";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { useList } from "./objects";
import { neighbours, useOpen } from "./use-open";
import { UserPanel } from "./user-panel";

export default function UsersPage() {
	const t = useT();
	const users = useList<User>(keys.users, "/users");
	const groups = useList<Group>(keys.groups, "/groups");
	const { open, panel: panelKey, show, saved, create, close } = useOpen();
	const [q, setQ] = useParam("q");
	const shown = (users.data ?? []).filter((u) => fold(`${u.name} ${u.login} ${u.email}`).includes(fold(q)));
	const current = users.data?.find((u) => u.id === open);
	const panel = (open === "new" || current) && (
		<UserPanel
			key={panelKey}
			user={current ?? null}
			groups={groups.data ?? []}
			onClose={close}
			onSaved={(u) => saved(u.id)}
			{...neighbours(
				shown.map((u) => u.id),
				open,
				show,
			)}
		/>
	);
	return (
		<AdminFrame
			title={t("user.title")}
			lead={t("user.lead")}
			actions={
				<Button kind="primary" icon="plus" onPress={create}>
					{t("user.new")}
				</Button>
			}
			tools={<SearchField label={t("user.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			panel={panel}
		>
			<Loaded query={users}>
				{() =>
					shown.length === 0 ? (
						<EmptyState icon="users" title={t("list.noneFound")}>
							{t("list.noneFoundText", { text: q })}
						</EmptyState>
					) : (
						<Table
							label={t("user.title")}
							columns={columns(t, groups.data ?? [])}
							rows={shown}
							keyOf={(u) => u.id}
							onOpen={(u) => show(u.id)}
							open={open}
						/>
					)
				}
			</Loaded>
		</AdminFrame>
	);
}

function columns(t: ReturnType<typeof useT>, groups: Group[]): Column<User>[] {
	const nameOf = (id: string) => groups.find((g) => g.id === id)?.name ?? "";
	return [
		{
			id: "name",
			title: t("user.name"),
			sort: (u) => u.name,
			cell: (u) => (
				<span className={styles.person}>
					<Avatar name={u.name} />
					{u.name}
				</span>
			),
		},
		{
			id: "login",
			title: t("user.login"),
			sort: (u) => u.login,
			cell: (u) => <span className={styles.quiet}>{u.login}</span>,
		},
		{
			id: "email",
			title: t("user.email"),
			sort: (u) => u.email,
			wide: true,
			cell: (u) => <span className={styles.quiet}>{u.email}</span>,
		},
		{
			id: "groups",
			title: t("group.title"),
			wide: true,
			cell: (u) => (
				<span className={styles.tags}>
					{u.groups.map((g) => (
						<Tag key={g}>{nameOf(g)}</Tag>
					))}
				</span>
			),
		},
		{
			id: "seen",
			title: t("user.lastSignIn"),
			sort: (u) => (u.disabled ? "0" : u.last_sign_in || "1"),
			cell: (u) =>
				u.disabled ? (
					<Badge icon="lock">{t("user.disabled")}</Badge>
				) : (
					<span className={styles.quiet}>
						{u.last_sign_in ? formatAgo(u.last_sign_in, Date.now(), t) : t("user.neverSignedIn")}
					</span>
				),
		},
	];
}
