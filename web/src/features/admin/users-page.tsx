import { useCallback, useMemo, useState } from "react";
import type { Group, User } from "../../api/types";
import { keys } from "../../data/query-keys";
import { formatAgo } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { EmptyState, Loaded } from "../../ui/states";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import type { ListColumn } from "../../views/grid/list-column";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { ImportLink } from "./import-link";
import { useInline, useList } from "./objects";
import { neighbours, useOpen } from "./use-open";
import { UserPanel } from "./user-panel";
import { UsersBar } from "./users-bar";

export default function UsersPage() {
	const t = useT();
	const users = useList<User>(keys.users, "/users");
	const groups = useList<Group>(keys.groups, "/groups");
	const save = useInline(keys.users, "/users");
	const { open, panel: panelKey, show, saved, create, close } = useOpen();
	const [q, setQ] = useParam("q");
	const [chosen, setChosen] = useState<readonly string[]>([]);
	const choose = useCallback((rows: User[]) => {
		const ids = rows.map((u) => u.id);
		setChosen((old) => (old.join() === ids.join() ? old : ids));
	}, []);
	const shown = useMemo(() => columns(t, groups.data ?? []), [t, groups.data]);
	const current = users.data?.find((u) => u.id === open);
	const panel = (open === "new" || current) && (
		<UserPanel
			key={panelKey}
			user={current ?? null}
			groups={groups.data ?? []}
			onClose={close}
			onSaved={(u) => saved(u.id)}
			{...neighbours(
				(users.data ?? []).map((u) => u.id),
				open,
				show,
			)}
		/>
	);
	const now = chosen.flatMap((id) => users.data?.find((u) => u.id === id) ?? []);
	return (
		<AdminFrame
			title={t("user.title")}
			lead={t("user.lead")}
			actions={
				<>
					<ImportLink object="user" />
					<Button kind="primary" icon="plus" onPress={create}>
						{t("user.new")}
					</Button>
				</>
			}
			tools={<SearchField label={t("user.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			panel={panel}
		>
			<Loaded query={users}>
				{(all) => (
					<div className={styles.fill}>
						<ListGrid
							keep="users"
							label={t("user.title")}
							rows={all}
							columns={shown}
							sort={[{ key: "name", direction: "ascending" }]}
							find={q}
							open={open}
							onOpen={(u) => show(u.id)}
							onEdit={save}
							onSelect={choose}
							rowClass={(u) => (u.disabled ? styles.out : undefined)}
							empty={
								<EmptyState icon="users" title={t("list.noneFound")}>
									{t("list.noneFoundText", { text: q })}
								</EmptyState>
							}
						/>
						{now.length > 1 && <UsersBar users={now} groups={groups.data ?? []} />}
					</div>
				)}
			</Loaded>
		</AdminFrame>
	);
}

function columns(t: ReturnType<typeof useT>, groups: Group[]): ListColumn<User>[] {
	const choice = (key: string, en: string, fr: string) => ({
		key,
		label: { en, fr },
		colour: "",
		icon: "",
		retired: false,
	});
	return [
		{ key: "name", label: t("user.name"), width: 190, strong: true, pinned: true, grow: true, editable: true },
		{ key: "login", label: t("user.login"), width: 130 },
		{ key: "email", label: t("user.email"), width: 200, wide: true, editable: true },
		{
			key: "groups",
			label: t("group.title"),
			kind: "choices",
			width: 200,
			wide: true,
			editable: groups.length > 0,
			choices: groups.map((g) => choice(g.id, g.name, g.name)),
		},
		{
			key: "language",
			label: t("lang.title"),
			kind: "choice",
			width: 100,
			wide: true,
			editable: true,
			choices: [choice("fr", "French", "Français"), choice("en", "English", "Anglais")],
		},
		{
			key: "second_factor",
			label: t("factor.title"),
			width: 120,
			wide: true,
			mark: (u) => (u.second_factor ? { icon: "check", word: t("factor.on") } : null),
			order: (u) => Number(u.second_factor),
		},
		{
			key: "last_sign_in",
			label: t("user.lastSignIn"),
			width: 140,
			text: (u) =>
				u.disabled
					? t("user.disabled")
					: u.last_sign_in
						? formatAgo(u.last_sign_in, Date.now(), t)
						: t("user.neverSignedIn"),
			order: (u) => (u.disabled ? 0 : u.last_sign_in ? Date.parse(u.last_sign_in) : 1),
		},
	];
}
