import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../api/client";
import type { Attribute } from "../../api/types";
import { useAttributeGroups } from "../../data/attribute-groups";
import { useDefinitions } from "../../data/catalogue";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { EmptyState, Loaded } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { regroup } from "./attribute-group-kept";
import { AttributeObjectContext, attributeObject, attributeObjects, ofObject } from "./attribute-object";
import { consolidationName } from "./consolidation";
import { FieldPanel } from "./field-panel";
import { placesText, useFieldUses } from "./field-uses";
import { RetiredFields } from "./fields-retired";
import { neighbours, useOpen } from "./use-open";

// FieldsPage is the catalogue: what is known of each kind of object.
export default function FieldsPage() {
	const { t, lang } = useLang();
	const [asked, setObject] = useParam("object");
	const object = attributeObject(asked);
	const fields = useDefinitions(object);
	const groups = useAttributeGroups().data?.items ?? [];
	const uses = useFieldUses(object).data;
	const { open, panel, show, saved, create, close } = useOpen();
	const [q, setQ] = useParam("q");
	const queries = useQueryClient();
	const rows = useMemo(() => (fields.data ?? []).map((a) => ({ ...a, id: a.key })), [fields.data]);
	const change = async (a: Attribute, column: string, value: unknown) => {
		try {
			if (column === "group") await regroup(String(value ?? "more"), [{ object, key: a.key }]);
			else
				await api.patch(
					`/fields/${a.key}${ofObject(object)}`,
					{ label: { ...a.label, [lang]: value ?? "" } },
					a.version,
				);
		} finally {
			await queries.invalidateQueries({ queryKey: keys.fields });
		}
	};
	const current = fields.data?.find((a) => a.key === open);
	const list = (
		<Loaded query={fields}>
			{() => (
				<div className={styles.fill}>
					<ListGrid
						keep="fields"
						key={object}
						label={t("attribute.title")}
						rows={rows}
						find={q}
						open={open}
						onOpen={(a) => show(a.key)}
						onEdit={change}
						columns={[
							{
								key: "name",
								label: t("attribute.label"),
								width: 210,
								strong: true,
								pinned: true,
								grow: true,
								editable: true,
								value: (a) => pick(a.label, lang),
							},
							{
								key: "group",
								label: t("attribute.section"),
								width: 150,
								kind: "choice",
								choices: groups.map(({ key, label }) => ({ key, label, colour: "", icon: "", retired: false })),
								editable: true,
								wide: true,
								value: (a) => a.section,
								order: (a) => groups.findIndex((g) => g.key === a.section),
							},
							{ key: "kind", label: t("attribute.kind"), width: 150, text: (a) => t(`kind.${a.kind}`) },
							{
								key: "filled",
								label: t(object === "project" ? "attribute.use.column" : "attribute.use.columnIn"),
								width: 130,
								wide: true,
								kind: "number",
								value: (a) => (a.kind === "computed" ? null : (uses?.get(a.key)?.filled.toString() ?? null)),
							},
							{
								key: "places",
								label: t("attribute.use.title"),
								width: 220,
								wide: true,
								text: (a) => placesText(uses?.get(a.key), t),
							},
							{ key: "key", label: t("attribute.key"), width: 170, wide: true },
							{
								key: "consolidation",
								label: t("attribute.consolidation"),
								width: 170,
								wide: true,
								text: (a) => consolidationName(a.consolidation, t),
							},
							{
								key: "list",
								label: t("attribute.options"),
								width: 110,
								wide: true,
								kind: "number",
								value: (a) => (a.choices?.length ? String(a.choices.filter((c) => !c.retired).length) : null),
							},
							{
								key: "marks",
								label: t("attribute.marks"),
								width: 190,
								text: (a) =>
									[
										a.core && t("attribute.core"),
										a.required && t("attribute.required"),
										a.per_month && t("attribute.perMonth"),
										a.free && t("attribute.free"),
										a.readers?.length ? t("attribute.secret.mark") : a.secret && t("attribute.secret.derived"),
									]
										.filter(Boolean)
										.join(" · "),
							},
						]}
						empty={
							<EmptyState icon="field" title={t("list.noneFound")}>
								{t("list.noneFoundText", { text: q })}
							</EmptyState>
						}
					/>
				</div>
			)}
		</Loaded>
	);
	return (
		<AttributeObjectContext value={object}>
			<AdminFrame
				title={t("attribute.title")}
				lead={t(`attribute.leads.${object}`)}
				actions={
					<Button kind="primary" icon="plus" onPress={create}>
						{t("attribute.new")}
					</Button>
				}
				tools={
					<>
						<SearchField label={t("attribute.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />
						<RetiredFields />
					</>
				}
				panel={
					(open === "new" || current) && (
						<FieldPanel
							key={panel}
							field={current ?? null}
							use={current && uses?.get(current.key)}
							onClose={close}
							onSaved={(a) => saved(a.key)}
							{...neighbours(
								rows.map((a) => a.key),
								open,
								show,
							)}
						/>
					)
				}
			>
				<div className={styles.of}>
					<Tabs
						label={t("attribute.of")}
						value={object}
						onChange={(now) => {
							close();
							setObject(now === "project" ? "" : now);
						}}
						tabs={attributeObjects.map((id) => ({
							id,
							name: t(`attribute.objects.${id}`),
							content: id === object && list,
						}))}
					/>
				</div>
			</AdminFrame>
		</AttributeObjectContext>
	);
}
