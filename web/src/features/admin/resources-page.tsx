import type { Choice } from "../../api/types";
import { useCalendars } from "../../data/calendars";
import { keys } from "../../data/query-keys";
import { type Resource, resourceKinds, useResources, works } from "../../data/resources";
import type { Bilingual } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { EmptyState, Loaded } from "../../ui/states";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { useInline } from "./objects";
import { ResourcePanel } from "./resource-panel";
import { neighbours, useOpen } from "./use-open";

// ResourcesPage is who and what does the work of plans: people, generic profiles,
// equipment, and what plans take beside work.
export default function ResourcesPage() {
	const { t } = useLang();
	const { open, panel, show, saved, create, close } = useOpen();
	const [q, setQ] = useParam("q");
	const resources = useResources();
	const calendars = (useCalendars().data?.items ?? []).filter((c) => !c.project);
	const save = useInline(keys.resources, "/resources");
	const all = resources.data?.items ?? [];
	const current = all.find((r) => r.id === open);
	const add = resources.data?.can_create && (
		<Button kind="primary" icon="plus" onPress={create}>
			{t("resource.new")}
		</Button>
	);
	const both = (name: string) => ({ en: name, fr: name });
	return (
		<AdminFrame
			title={t("resource.title")}
			lead={t("resource.lead")}
			actions={all.length > 0 && add}
			tools={<SearchField label={t("resource.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			panel={
				(open === "new" || current) && (
					<ResourcePanel
						key={panel}
						resource={current ?? null}
						onClose={close}
						onSaved={(r) => saved(r.id)}
						{...neighbours(
							all.map((r) => r.id),
							open,
							show,
						)}
					/>
				)
			}
		>
			<Loaded query={resources}>
				{({ items }) =>
					items.length === 0 ? (
						<EmptyState icon="user" title={t("resource.empty")} action={add}>
							{t("resource.emptyText")}
						</EmptyState>
					) : (
						<div className={styles.fill}>
							<ListGrid
								keep="resources"
								label={t("resource.title")}
								rows={items}
								find={q}
								open={open}
								onOpen={(r) => show(r.id)}
								onEdit={(r, key, value) => save(r, key, saying(key, value))}
								columns={[
									{
										key: "name",
										label: t("resource.name"),
										width: 220,
										strong: true,
										pinned: true,
										grow: true,
										editable: mine,
									},
									{
										key: "kind",
										label: t("resource.kind"),
										kind: "choice",
										width: 150,
										choices: resourceKinds.map((key) => choice(key, both(t(`resource.kinds.${key}`)))),
										editable: mine,
									},
									{
										key: "units",
										label: t("resource.units"),
										kind: "percent",
										width: 110,
										value: (r) => (works(r.kind) ? String(r.units / 100) : null),
										editable: (r) => mine(r) && works(r.kind),
									},
									{
										key: "items",
										label: t("resource.used"),
										width: 160,
										wide: true,
										text: (r) => {
											if (!r.items) return r.others ? t("resource.hidden") : "";
											return t(r.others ? "resource.usedByMore" : "resource.usedBy", {
												items: r.items,
												projects: r.projects,
											});
										},
										order: (r) => r.items,
									},
									{ key: "unit", label: t("resource.unit"), kind: "unit", width: 170, wide: true, editable: mine },
									{
										key: "calendar",
										label: t("resource.calendar"),
										kind: "choice",
										width: 170,
										wide: true,
										choices: calendars.map((c) => choice(c.id, c.name)),
										value: (r) => r.calendar?.id ?? null,
										editable: (r) => mine(r) && works(r.kind),
									},
									{
										key: "account",
										label: t("resource.account"),
										kind: "user",
										width: 160,
										wide: true,
										editable: (r) => mine(r) && r.kind === "person",
									},
									{ key: "active", label: t("resource.active"), kind: "yes_no", width: 90, editable: mine },
								]}
							/>
						</div>
					)
				}
			</Loaded>
		</AdminFrame>
	);
}

const mine = (r: Resource) => r.can_edit;

// choice is one of a list.
const choice = (key: string, label: Bilingual) => ({ key, label }) as Choice;

// saying is a value as the API takes it.
function saying(key: string, value: unknown): unknown {
	if (key === "units") return Math.round(Number(value ?? 0) * 100);
	if (key === "active") return value === true;
	return typeof value === "object" && value !== null && "id" in value ? value.id : value;
}
