import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { send } from "../../api/client";
import type { Unit } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { Form, fieldErrors, useDraft } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import { EmptyState, Loaded } from "../../ui/states";
import { SearchField, TextField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { ImportLink } from "./import-link";
import { Meanwhile } from "./meanwhile";
import { useInline, useList, useSave } from "./objects";
import { PanelActions } from "./panel-actions";
import { UnitHolds } from "./unit-holds";
import { UnitReplaced } from "./unit-replaced";
import { under } from "./unit-tree";
import { useOpen } from "./use-open";

export default function UnitsPage() {
	const t = useT();
	const units = useList<Unit>(keys.units, "/units");
	const { open, panel, show, saved, create, close } = useOpen();
	const [q, setQ] = useParam("q");
	const save = useInline(keys.units, "/units");
	const all = units.data ?? [];
	const current = all.find((u) => u.id === open);
	const add = (
		<Button kind="primary" icon="plus" onPress={create}>
			{t("unit.new")}
		</Button>
	);
	return (
		<AdminFrame
			title={t("unit.title")}
			lead={t("unit.lead")}
			actions={
				<>
					<ImportLink object="unit" />
					{add}
				</>
			}
			tools={<SearchField label={t("unit.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			panel={
				(open === "new" || current) && (
					<UnitPanel key={panel} unit={current ?? null} units={all} onClose={close} onSaved={(u) => saved(u.id)} />
				)
			}
		>
			<Loaded query={units}>
				{(items) =>
					items.length === 0 ? (
						<EmptyState icon="unit" title={t("unit.empty")} action={add}>
							{t("unit.emptyText")}
						</EmptyState>
					) : (
						<div className={styles.fill}>
							<ListGrid
								keep="units"
								label={t("unit.title")}
								rows={items}
								find={q}
								open={open}
								onOpen={(u) => show(u.id)}
								onEdit={save}
								parentOf={above}
								columns={[
									{
										key: "name",
										label: t("unit.name"),
										width: 300,
										strong: true,
										pinned: true,
										grow: true,
										editable: true,
									},
									{ key: "code", label: t("unit.code"), width: 120, editable: true },
									{
										key: "projects",
										label: t("unit.projects"),
										kind: "number",
										width: 110,
										value: (u) => count(u.projects),
									},
									{
										key: "units",
										label: t("unit.below"),
										kind: "number",
										width: 110,
										wide: true,
										value: (u) => count(u.units),
									},
									{
										key: "grants",
										label: t("unit.grants"),
										kind: "number",
										width: 130,
										wide: true,
										value: (u) => count(u.grants),
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

const above = (u: Unit) => u.parent;
const count = (n: number | undefined) => (n ? String(n) : null);

type Props = { unit: Unit | null; units: Unit[]; onClose: () => void; onSaved: (u: Unit) => void };

function UnitPanel({ unit, units, onClose, onSaved }: Props) {
	const t = useT();
	const form = useId();
	const save = useSave<Unit>(keys.units, "/units", onSaved);
	const start = { name: unit?.name ?? "", code: unit?.code ?? "", parent: unit?.parent ?? null };
	const [draft, set, dirty, from] = useDraft(start, unit?.version, save.error);
	const queries = useQueryClient();
	const [by, setBy] = useState<string | null>(null);
	const remove = useMutation({
		mutationFn: (u: Unit) => send("DELETE", `/units/${u.id}`, { version: u.version, query: { by } }),
		onSuccess: async () => {
			await Promise.all(
				[keys.units, keys.projects, keys.portfolios, keys.grants].map((queryKey) =>
					queries.invalidateQueries({ queryKey }),
				),
			);
			onClose();
		},
	});
	const wrong = fieldErrors(save.error);
	const below = unit ? under(unit.id, units) : new Set<string>();
	const highest = unit !== null && unit.parent === null;
	const parents = units.filter((u) => !below.has(u.id)).map((u) => ({ id: u.id, name: u.name, detail: u.code }));
	return (
		<SidePanel
			title={unit?.name ?? t("unit.new")}
			onClose={onClose}
			footer={
				<PanelActions
					form={form}
					saving={save.isPending}
					canSave={dirty && !!draft.name && (highest || !!draft.parent || units.length === 0)}
					isNew={!unit}
					onCancel={onClose}
					remove={
						unit
							? {
									name: unit.name,
									run: () => remove.mutate(unit),
									running: remove.isPending,
									error: remove.error,
									about: (
										<UnitReplaced
											unit={unit}
											options={units.filter((u) => !below.has(u.id))}
											value={by}
											onChange={setBy}
										/>
									),
								}
							: undefined
					}
				/>
			}
		>
			<Form
				id={form}
				onSubmit={() =>
					save.mutate({
						stored: unit && { ...unit, version: from },
						values: { ...draft, parent: draft.parent ?? undefined },
					})
				}
				label={t("unit.title")}
			>
				<Meanwhile<Unit>
					error={save.error}
					differences={(now) => [
						{ label: t("unit.name"), theirs: now.name, mine: draft.name },
						{ label: t("unit.code"), theirs: now.code, mine: draft.code },
					]}
				/>
				<TextField
					label={t("unit.name")}
					error={wrong.name}
					value={draft.name}
					onChange={(name) => set({ name })}
					autoFocus={!unit}
					required
				/>
				<TextField
					label={t("unit.code")}
					help={t("unit.codeHelp")}
					error={wrong.code}
					value={draft.code}
					onChange={(code) => set({ code })}
				/>
				<ComboBox
					label={t("unit.parent")}
					help={t(highest ? "unit.highest" : "unit.parentHelp")}
					isDisabled={highest}
					required={!highest && units.length > 0}
					error={wrong.parent}
					options={parents}
					value={draft.parent}
					onChange={(parent) => set({ parent })}
				/>
			</Form>
			{unit && <UnitHolds unit={unit} units={units} to={draft.parent} />}
		</SidePanel>
	);
}
