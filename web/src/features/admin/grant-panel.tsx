import { useId, useState } from "react";
import type { Grant, Group, Named, Role } from "../../api/types";
import { useUnits } from "../../data/catalogue";
import { useHierarchies } from "../../data/hierarchies";
import { useLookup } from "../../data/lookup";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { ComboBox } from "../../ui/combobox";
import { Form, fieldErrors, useDraft } from "../../ui/form";
import { RadioGroup } from "../../ui/radio";
import { Select } from "../../ui/select";
import { SidePanel } from "../../ui/side-panel";
import { NodePick } from "./node-pick";
import { useList, useRemove, useSave } from "./objects";
import { PanelActions } from "./panel-actions";

type Props = { grant: Grant | null; roles: Role[]; onClose: () => void; onNext?: () => void; onPrevious?: () => void };

type Draft = {
	to: "user" | "group";
	who: Named | null;
	role: string | null;
	on: "all" | "unit" | "project" | "node";
	place: Named | null;
};

// GrantPanel gives a role to a person or a group, everywhere, on a unit with all
// below it, on one project, or on what is attached to a node of a hierarchy. A grant is made and taken back, never changed.
export function GrantPanel({ grant, roles, onClose, ...turn }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const [draft, set] = useDraft<Draft>(draftOf(grant));
	const save = useSave<Grant>(keys.grants, "/grants", onClose);
	const remove = useRemove(keys.grants, "/grants", onClose);
	const wrong = fieldErrors(save.error);
	// Everything is the unit above all others; those who see several have no such choice.
	const highest = (useUnits().data ?? []).filter((u) => u.parent === null);
	const whole = highest.length === 1 ? highest[0] : undefined;
	const on = draft.on === "all" && !whole ? "unit" : draft.on;
	const carried = (useHierarchies().data ?? []).filter((h) => h.attributes.some((a) => a.grants));
	const ready = !!draft.who && !!draft.role && (on === "all" || !!draft.place);
	const values = {
		role: draft.role,
		[draft.to]: draft.who?.id,
		...(on === "all" ? { unit: whole?.id } : { [on]: draft.place?.id }),
	};
	return (
		<SidePanel
			title={grant ? (draft.who?.name ?? "") : t("grant.new")}
			onClose={onClose}
			{...turn}
			footer={
				<PanelActions
					form={form}
					saving={save.isPending}
					canSave={!grant && ready}
					isNew={!grant}
					onCancel={onClose}
					remove={
						grant
							? {
									name: draft.who?.name ?? "",
									run: () => remove.mutate(grant),
									running: remove.isPending,
									error: remove.error,
								}
							: undefined
					}
				/>
			}
		>
			<Form
				id={form}
				onSubmit={() => ready && save.mutate({ stored: null, values })}
				error={save.error}
				label={t("grant.title")}
			>
				{grant && <Banner>{t("grant.fixed")}</Banner>}
				<RadioGroup
					row
					label={t("grant.to")}
					isDisabled={!!grant}
					value={draft.to}
					onChange={(to) => set({ to: to === "group" ? "group" : "user", who: null })}
					options={[
						{ id: "user", name: t("grant.toUser") },
						{ id: "group", name: t("grant.toGroup") },
					]}
				/>
				<Pick
					kind={draft.to}
					label={t("grant.who")}
					error={wrong.user ?? wrong.group}
					value={draft.who}
					onChange={(who) => set({ who })}
					isDisabled={!!grant}
				/>
				<Select
					label={t("grant.role")}
					error={wrong.role}
					isDisabled={!!grant}
					value={draft.role}
					onChange={(role) => set({ role })}
					options={roles.map((r) => ({ id: r.id, name: pick(r.label, lang) }))}
					required
				/>
				<RadioGroup
					label={t("grant.where")}
					isDisabled={!!grant}
					value={on}
					onChange={(on) => set({ on: on as Draft["on"], place: null })}
					options={[
						...(whole ? [{ id: "all", name: t("grant.everywhere"), note: t("grant.everywhereNote") }] : []),
						{ id: "unit", name: t("grant.onUnit"), note: t("grant.onUnitNote") },
						{ id: "project", name: t("grant.onProject") },
						...(carried.length || on === "node"
							? [{ id: "node", name: t("grant.onNode"), note: t("grant.onNodeNote") }]
							: []),
					]}
				/>
				{on === "node" && (
					<NodePick
						error={wrong.node ?? wrong.unit}
						value={draft.place}
						onChange={(place) => set({ place })}
						isDisabled={!!grant}
						carried={carried}
					/>
				)}
				{(on === "unit" || on === "project") && (
					<Pick
						kind={on}
						label={t(on === "unit" ? "grant.unit" : "grant.project")}
						error={wrong.unit ?? wrong.project}
						value={draft.place}
						onChange={(place) => set({ place })}
						isDisabled={!!grant}
					/>
				)}
			</Form>
		</SidePanel>
	);
}

type PickProps = {
	kind: "user" | "group" | "unit" | "project";
	label: string;
	error?: string;
	value: Named | null;
	onChange: (value: Named | null) => void;
	isDisabled: boolean;
};

function Pick({ kind, value, onChange, ...rest }: PickProps) {
	const [typed, setTyped] = useState("");
	const groups = useList<Group>(keys.groups, "/groups");
	const found = useLookup(kind === "group" ? "user" : kind, typed);
	const options = kind === "group" ? (groups.data ?? []).map(({ id, name }) => ({ id, name })) : found.options;
	return (
		<ComboBox
			{...rest}
			options={options}
			value={value?.id ?? null}
			text={value?.name}
			onType={kind === "group" ? undefined : setTyped}
			onChange={(id) => onChange(id ? { id, name: options.find((o) => o.id === id)?.name ?? "" } : null)}
			required
		/>
	);
}

function draftOf(g: Grant | null): Draft {
	return {
		to: g?.group ? "group" : "user",
		who: g?.user ?? g?.group ?? null,
		role: g?.role ?? null,
		on: g?.node ? "node" : g?.project ? "project" : g?.unit ? "unit" : "all",
		place: g?.node ?? g?.project ?? g?.unit ?? null,
	};
}
