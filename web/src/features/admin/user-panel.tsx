import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { api } from "../../api/client";
import type { Group, User } from "../../api/types";
import { useMe } from "../../data/me";
import { keys } from "../../data/query-keys";
import { formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { CheckboxGroup } from "../../ui/checkbox";
import { Form, FormRow, fieldErrors, useDraft } from "../../ui/form";
import { RadioGroup } from "../../ui/radio";
import { SidePanel } from "../../ui/side-panel";
import { Switch } from "../../ui/switch";
import { TextField } from "../../ui/text-field";
import { tellError } from "../../ui/toast-store";
import { Delegations } from "../rights/delegations";
import styles from "./admin.module.css";
import { Meanwhile } from "./meanwhile";
import { useSave } from "./objects";
import { PanelActions } from "./panel-actions";
import { UserRights } from "./user-rights";
import { UserSecurity } from "./user-security";
import { UserSees } from "./user-sees";

type Props = {
	user: User | null;
	groups: Group[];
	onClose: () => void;
	onSaved: (user: User) => void;
	onNext?: () => void;
	onPrevious?: () => void;
};

type Invitation = { sent: boolean; link?: string; expires: string; warning?: string };

const empty = {
	name: "",
	login: "",
	email: "",
	language: "fr" as "fr" | "en",
	disabled: false,
	groups: [] as string[],
};

// UserPanel makes or changes an account. A new person is invited by mail and
// chooses the password.
export function UserPanel({ user, groups, onClose, onSaved, onNext, onPrevious }: Props) {
	const t = useT();
	const me = useMe();
	const form = useId();
	const save = useSave<User>(keys.users, "/users", onSaved);
	const [draft, set, dirty, from] = useDraft(
		user ? pickDraft(user) : { ...empty, language: me.instance.language === "en" ? "en" : "fr" },
		user?.version,
		save.error,
	);
	const invite = useMutation({
		mutationFn: (id: string) => api.post<Invitation>(`/users/${id}/invite`),
		onError: (e) => tellError(e),
	});
	const wrong = fieldErrors(save.error);
	return (
		<SidePanel
			title={user?.name ?? t("user.new")}
			onClose={onClose}
			onNext={onNext}
			onPrevious={onPrevious}
			footer={
				<PanelActions
					form={form}
					saving={save.isPending}
					canSave={dirty && !!draft.name && !!draft.login}
					isNew={!user}
					onCancel={onClose}
				/>
			}
		>
			<Form
				id={form}
				onSubmit={() => save.mutate({ stored: user && { ...user, version: from }, values: draft })}
				label={t("user.title")}
			>
				<Meanwhile<User>
					error={save.error}
					differences={(now) => [
						{ label: t("user.name"), theirs: now.name, mine: draft.name },
						{ label: t("user.login"), theirs: now.login, mine: draft.login },
						{ label: t("user.email"), theirs: now.email, mine: draft.email },
					]}
				/>
				<TextField
					label={t("user.name")}
					error={wrong.name}
					value={draft.name}
					onChange={(name) => set({ name })}
					autoFocus={!user}
					required
				/>
				<FormRow>
					<TextField
						label={t("user.login")}
						error={wrong.login}
						value={draft.login}
						onChange={(login) => set({ login })}
						required
					/>
					<TextField
						label={t("user.email")}
						type="email"
						error={wrong.email}
						value={draft.email}
						onChange={(email) => set({ email })}
					/>
				</FormRow>
				<RadioGroup
					row
					label={t("lang.title")}
					value={draft.language}
					onChange={(language) => set({ language: language === "fr" ? "fr" : "en" })}
					options={[
						{ id: "fr", name: "Français" },
						{ id: "en", name: "English" },
					]}
				/>
				{groups.length > 0 && (
					<CheckboxGroup
						label={t("group.title")}
						value={draft.groups}
						onChange={(ids) => set({ groups: ids })}
						options={groups.map((g) => ({ id: g.id, name: g.name }))}
					/>
				)}
				{user && (
					<>
						<Switch isSelected={!draft.disabled} onChange={(on) => set({ disabled: !on })} note={t("user.activeNote")}>
							{t("user.mayEnter")}
						</Switch>
						<div>
							<Button icon="mail" onPress={() => invite.mutate(user.id)} isPending={invite.isPending}>
								{t("user.invite")}
							</Button>
						</div>
						{invite.data && <Invited invitation={invite.data} email={user.email} />}
						<UserSecurity user={user} />
					</>
				)}
			</Form>
			{user && <UserSees user={user.id} />}
			{user && <UserRights user={user.id} />}
			{user && <Delegations user={user.id} />}
		</SidePanel>
	);
}

// Invited says that the letter has left, or gives the link to hand over when no
// mail can be sent.
function Invited({ invitation, email }: { invitation: Invitation; email: string }) {
	const t = useT();
	if (invitation.sent) return <Banner tone="good">{t("user.invited", { email })}</Banner>;
	return (
		<Banner tone="warn" title={t("user.notSent")}>
			<p>{t("user.handOver", { date: formatInstant(invitation.expires) })}</p>
			<code className={styles.link}>{invitation.link}</code>
			{invitation.warning && <p>{invitation.warning}</p>}
		</Banner>
	);
}

function pickDraft({ name, login, email, language, disabled, groups }: User): typeof empty {
	return { name, login, email, language, disabled, groups };
}
