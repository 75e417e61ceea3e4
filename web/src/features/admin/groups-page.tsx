import { useId } from "react";
import type { Group, User } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { Button } from "../../ui/button";
import { Form, fieldErrors, useDraft } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import { EmptyState, Loaded } from "../../ui/states";
import { TextField } from "../../ui/text-field";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { GroupGives } from "./group-gives";
import { Meanwhile } from "./meanwhile";
import { useInline, useList, useRemove, useSave } from "./objects";
import { PanelActions } from "./panel-actions";
import { neighbours, useOpen } from "./use-open";

export default function GroupsPage() {
	const t = useT();
	const groups = useList<Group>(keys.groups, "/groups");
	const users = useList<User>(keys.users, "/users");
	const { open, panel, show, saved, create, close } = useOpen();
	const rename = useInline(keys.groups, "/groups");
	const current = groups.data?.find((g) => g.id === open);
	const membersOf = (id: string) => (users.data ?? []).filter((u) => u.groups.includes(id));
	const add = (
		<Button kind="primary" icon="plus" onPress={create}>
			{t("group.new")}
		</Button>
	);
	return (
		<AdminFrame
			title={t("group.title")}
			lead={t("group.lead")}
			actions={add}
			panel={
				(open === "new" || current) && (
					<GroupPanel
						key={panel}
						group={current ?? null}
						members={current ? membersOf(current.id) : []}
						onClose={close}
						onSaved={(g) => saved(g.id)}
						{...neighbours(
							(groups.data ?? []).map((g) => g.id),
							open,
							show,
						)}
					/>
				)
			}
		>
			<Loaded query={groups}>
				{(items) =>
					items.length === 0 ? (
						<EmptyState icon="group" title={t("group.empty")} action={add}>
							{t("group.emptyText")}
						</EmptyState>
					) : (
						<div className={styles.fill}>
							<ListGrid
								keep="groups"
								label={t("group.title")}
								rows={items}
								sort={[{ key: "name", direction: "ascending" }]}
								open={open}
								onOpen={(g) => show(g.id)}
								onEdit={rename}
								columns={[
									{
										key: "name",
										label: t("group.name"),
										width: 220,
										strong: true,
										pinned: true,
										grow: true,
										editable: true,
									},
									{ key: "members", label: t("group.members"), kind: "number", width: 110 },
									{
										key: "people",
										label: t("group.who"),
										width: 320,
										wide: true,
										sortable: false,
										text: (g) =>
											membersOf(g.id)
												.map((u) => u.name)
												.join(", "),
									},
								]}
							/>
						</div>
					)
				}
			</Loaded>
		</AdminFrame>
	);
}

type Props = {
	group: Group | null;
	members: User[];
	onClose: () => void;
	onSaved: (g: Group) => void;
	onNext?: () => void;
	onPrevious?: () => void;
};

function GroupPanel({ group, members, onClose, onSaved, ...turn }: Props) {
	const t = useT();
	const form = useId();
	const save = useSave<Group>(keys.groups, "/groups", onSaved);
	const [draft, set, dirty, from] = useDraft({ name: group?.name ?? "" }, group?.version, save.error);
	const remove = useRemove(keys.groups, "/groups", onClose);
	return (
		<SidePanel
			title={group?.name ?? t("group.new")}
			onClose={onClose}
			{...turn}
			footer={
				<PanelActions
					form={form}
					saving={save.isPending}
					canSave={dirty && !!draft.name}
					isNew={!group}
					onCancel={onClose}
					remove={
						group
							? { name: group.name, run: () => remove.mutate(group), running: remove.isPending, error: remove.error }
							: undefined
					}
				/>
			}
		>
			<Form
				id={form}
				onSubmit={() => save.mutate({ stored: group && { ...group, version: from }, values: draft })}
				label={t("group.title")}
			>
				<Meanwhile<Group>
					error={save.error}
					differences={(now) => [{ label: t("group.name"), theirs: now.name, mine: draft.name }]}
				/>
				<TextField
					label={t("group.name")}
					error={fieldErrors(save.error).name}
					value={draft.name}
					onChange={(name) => set({ name })}
					autoFocus={!group}
					required
				/>
				{group && (
					<div>
						<h3>{t("group.membersOf", { count: members.length })}</h3>
						<p className={styles.quiet}>{t("group.membersHelp")}</p>
						<ul style={{ marginBlockStart: "0.5rem", display: "grid", gap: "0.375rem" }}>
							{members.map((u) => (
								<li key={u.id} className={styles.person}>
									<Avatar name={u.name} />
									{u.name}
								</li>
							))}
						</ul>
					</div>
				)}
			</Form>
			{group && <GroupGives group={group} />}
		</SidePanel>
	);
}
