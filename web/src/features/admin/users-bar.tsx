import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Group, User } from "../../api/types";
import { log } from "../../data/command-log";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Menu } from "../../ui/menu";
import styles from "./admin.module.css";

type Change = { disabled?: boolean; groups?: string[] };
type Line = { user: User; change: Change };

// UsersBar changes several accounts together. Each is changed or not, and those
// that are not are named with the reason; what was changed is undone as one step.
export function UsersBar({ users, groups }: { users: User[]; groups: Group[] }) {
	const t = useT();
	const queries = useQueryClient();
	const run = useMutation({
		mutationFn: async ({ lines, what }: { lines: Line[]; what: string }) => {
			const failed: { name: string; why: string }[] = [];
			const done: Line[] = [];
			for (const { user, change } of lines) {
				try {
					await api.patch(`/users/${user.id}`, change, user.version);
					done.push({ user, change: before(user, change) });
				} catch (error) {
					failed.push({ name: user.name, why: error instanceof Error ? error.message : String(error) });
				}
			}
			await queries.invalidateQueries({ queryKey: keys.users });
			if (done.length) log.add({ what, undo: () => back(done), redo: () => back(lines) });
			return { done: done.length, failed };
		},
	});
	// back writes over what is there now: its version is read first.
	const back = async (lines: Line[]) => {
		let all = true;
		for (const { user, change } of lines) {
			try {
				const now = await api.get<User>(`/users/${user.id}`);
				await api.patch(`/users/${user.id}`, change, now.version);
			} catch {
				all = false;
			}
		}
		await queries.invalidateQueries({ queryKey: keys.users });
		return all;
	};
	const act = (what: string, change: (u: User) => Change, when: (u: User) => boolean) =>
		run.mutate({ what, lines: users.filter(when).map((user) => ({ user, change: change(user) })) });
	const off = users.filter((u) => u.disabled).length;
	return (
		<div className={styles.bar} role="toolbar" aria-label={t("several.title", { count: users.length })}>
			<strong>{t("several.title", { count: users.length })}</strong>
			{off < users.length && (
				<Button
					small
					icon="lock"
					isPending={run.isPending}
					onPress={() =>
						act(
							t("several.disable"),
							() => ({ disabled: true }),
							(u) => !u.disabled,
						)
					}
				>
					{t("several.disable")}
				</Button>
			)}
			{off > 0 && (
				<Button
					small
					isPending={run.isPending}
					onPress={() =>
						act(
							t("several.enable"),
							() => ({ disabled: false }),
							(u) => u.disabled,
						)
					}
				>
					{t("several.enable")}
				</Button>
			)}
			{groups.length > 0 && (
				<Menu
					label={t("several.addTo")}
					groups={[
						{
							id: "groups",
							title: t("several.addTo"),
							entries: groups.map((g) => ({
								id: g.id,
								name: g.name,
								icon: "group",
								run: () =>
									act(
										t("several.addedTo", { group: g.name }),
										(u) => ({ groups: [...u.groups, g.id] }),
										(u) => !u.groups.includes(g.id),
									),
							})),
						},
					]}
				>
					<Button small icon="group">
						{t("several.addTo")}
					</Button>
				</Menu>
			)}
			{run.data && run.data.failed.length > 0 && (
				<Banner tone="bad" title={t("several.failed", { count: run.data.failed.length, done: run.data.done })}>
					<ul>
						{run.data.failed.map((f) => (
							<li key={f.name}>{t("several.line", { name: f.name, why: f.why })}</li>
						))}
					</ul>
				</Banner>
			)}
		</div>
	);
}

function before(user: User, change: Change): Change {
	return change.groups ? { groups: user.groups } : { disabled: user.disabled };
}
