import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { api } from "../../api/client";
import type { Unit } from "../../api/types";
import { useCalendars } from "../../data/calendars";
import { useUsers } from "../../data/catalogue";
import { keys } from "../../data/query-keys";
import { type Resource, resourceKinds, works } from "../../data/resources";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import { Form, fieldErrors, useDraft } from "../../ui/form";
import { TextLink } from "../../ui/link";
import { NumberField } from "../../ui/number-field";
import { Select } from "../../ui/select";
import { SidePanel } from "../../ui/side-panel";
import { Skeleton } from "../../ui/states";
import { Switch } from "../../ui/switch";
import { TextField } from "../../ui/text-field";
import styles from "./admin.module.css";
import { Meanwhile } from "./meanwhile";
import { useList, useRemove, useSave } from "./objects";
import { PanelActions } from "./panel-actions";
import { SettingsHistory } from "./settings-history";

type Props = {
	resource: Resource | null;
	onClose: () => void;
	onSaved: (r: Resource) => void;
	onNext?: (() => void) | undefined;
	onPrevious?: (() => void) | undefined;
};

// ResourcePanel says all of a resource, and in whose plans it is.
export function ResourcePanel({ resource, onClose, onSaved, onNext, onPrevious }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const save = useSave<Resource>(keys.resources, "/resources", onSaved);
	const remove = useRemove(keys.resources, "/resources", onClose);
	const users = useUsers().data ?? [];
	const units = useList<Unit>(keys.units, "/units").data ?? [];
	const calendars = (useCalendars().data?.items ?? []).filter((c) => !c.project);
	const start = {
		name: resource?.name ?? "",
		kind: resource?.kind ?? ("person" as Resource["kind"]),
		account: resource?.account?.id ?? "",
		unit: resource?.unit?.id ?? "",
		calendar: resource?.calendar?.id ?? "",
		units: String((resource?.units ?? 10000) / 100),
		email: resource?.email ?? "",
		active: resource?.active ?? true,
	};
	const [draft, set, dirty, from] = useDraft(start, resource?.version, save.error);
	const wrong = fieldErrors(save.error);
	const off = resource !== null && !resource.can_edit;
	const person = draft.kind === "person";
	const values = { ...draft, units: Math.round(Number(draft.units) * 100), account: person ? draft.account : "" };
	const turn = (to: number) =>
		api.post<Resource>(`/resources/${resource?.id}/revert`, { to }, { version: resource?.version ?? 0 }).then(onSaved);
	return (
		<SidePanel
			title={resource?.name ?? t("resource.new")}
			onClose={onClose}
			{...(onNext ? { onNext } : {})}
			{...(onPrevious ? { onPrevious } : {})}
			footer={
				!off && (
					<PanelActions
						form={form}
						saving={save.isPending}
						canSave={dirty && !!draft.name}
						isNew={!resource}
						onCancel={onClose}
						remove={
							resource
								? {
										name: resource.name,
										run: () => remove.mutate(resource),
										running: remove.isPending,
										error: remove.error,
										about: <Uses resource={resource} removing />,
										whole: assigned(resource),
									}
								: undefined
						}
					/>
				)
			}
		>
			<Form
				id={form}
				onSubmit={() => save.mutate({ stored: resource && { ...resource, version: from }, values })}
				label={t("resource.title")}
			>
				<Meanwhile<Resource>
					error={save.error}
					differences={(now) => [
						{ label: t("resource.name"), theirs: now.name, mine: draft.name },
						{
							label: t("resource.kind"),
							theirs: t(`resource.kinds.${now.kind}`),
							mine: t(`resource.kinds.${draft.kind}`),
						},
					]}
				/>
				<TextField
					label={t("resource.name")}
					error={wrong.name}
					value={draft.name}
					onChange={(name) => set({ name })}
					autoFocus={!resource}
					isDisabled={off}
					required
				/>
				<Select
					label={t("resource.kind")}
					help={t(`resource.kindHelp.${draft.kind}`)}
					error={wrong.kind}
					value={draft.kind}
					onChange={(kind) => set({ kind: kind as Resource["kind"] })}
					options={resourceKinds.map((id) => ({ id, name: t(`resource.kinds.${id}`) }))}
					isDisabled={off}
				/>
				{person && (
					<>
						<ComboBox
							label={t("resource.account")}
							help={t("resource.accountHelp")}
							error={wrong.account}
							options={users.map((u) => ({ id: u.id, name: u.name, detail: u.login }))}
							value={draft.account || null}
							text={resource?.account?.name ?? ""}
							onChange={(account) => set({ account: account ?? "" })}
							isDisabled={off}
						/>
						{!off && (
							<TextField
								label={t("resource.email")}
								help={t("resource.emailHelp")}
								error={wrong.email}
								value={draft.email}
								onChange={(email) => set({ email })}
							/>
						)}
					</>
				)}
				<ComboBox
					label={t("resource.unit")}
					error={wrong.unit}
					options={units.map((u) => ({ id: u.id, name: u.name, detail: u.code }))}
					value={draft.unit || null}
					text={resource?.unit?.name ?? ""}
					placeholder={t("calendar.everybody")}
					onChange={(unit) => set({ unit: unit ?? "" })}
					isDisabled={off}
				/>
				{works(draft.kind) && (
					<>
						<NumberField
							label={t("resource.units")}
							help={t("resource.unitsHelp")}
							value={draft.units}
							onChange={(n) => set({ units: n ?? "" })}
							unit="%"
							step="10"
							min={0}
							error={wrong.units}
							isDisabled={off}
						/>
						<Select
							label={t("resource.calendar")}
							help={t("resource.calendarHelp")}
							error={wrong.calendar}
							value={draft.calendar}
							onChange={(calendar) => set({ calendar })}
							options={[
								{ id: "", name: t("resource.calendarOfPlan") },
								...calendars.map((c) => ({ id: c.id, name: pick(c.name, lang) })),
							]}
							isDisabled={off}
						/>
					</>
				)}
				<Switch
					isSelected={draft.active}
					onChange={(active) => set({ active })}
					note={t("resource.activeNote")}
					isDisabled={off}
				>
					{t("resource.active")}
				</Switch>
				{resource && assigned(resource) && <Uses resource={resource} />}
				{resource && !off && resource.version > 1 && (
					<SettingsHistory
						version={resource.version}
						path={`/resources/${resource.id}/history`}
						keep={[...keys.resources, resource.id]}
						restore={t("constant.restore")}
						onBack={turn}
					/>
				)}
			</Form>
		</SidePanel>
	);
}

type Used = { items: { project: { id: string; name: string }; items: number }[]; others: boolean };

const assigned = (r: Resource) => r.items > 0 || r.others;

// Uses says in whose plans a resource is, and what that means for who deletes it.
function Uses({ resource, removing = false }: { resource: Resource; removing?: boolean }) {
	const { t } = useLang();
	const uses = useQuery({
		queryKey: [...keys.resources, resource.id, "uses"],
		queryFn: ({ signal }) => api.get<Used>(`/resources/${resource.id}/uses`, {}, signal),
		staleTime: 0,
	});
	if (removing && !assigned(resource)) return <p>{t("resource.unused")}</p>;
	if (!uses.data) return uses.error ? null : <Skeleton lines={2} />;
	return (
		<section>
			<p>{t(removing ? "resource.stillUsed" : "resource.usedIn")}</p>
			<ul className={styles.uses}>
				{uses.data.items.map((u) => (
					<li key={u.project.id}>
						<TextLink href={`/project/${u.project.id}/plan`}>{u.project.name}</TextLink>{" "}
						<span className={styles.quiet}>{t("resource.lines", { count: u.items })}</span>
					</li>
				))}
				{uses.data.others && <li>{t("resource.hidden")}</li>}
			</ul>
		</section>
	);
}
