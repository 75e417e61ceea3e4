import type { Grant, Role } from "../../api/types";
import { useCan } from "../../data/me";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { EmptyState, Loaded } from "../../ui/states";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import { ListGrid } from "../../views/grid/list-grid";
import { RightsExport } from "../rights/export";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { GrantPanel } from "./grant-panel";
import { useList, useWhole } from "./objects";
import { neighbours, useOpen } from "./use-open";

export default function GrantsPage() {
	const { t, lang } = useLang();
	const grants = useList<Grant>(keys.grants, "/grants");
	const roles = useWhole<Role>(keys.roles, "/roles");
	const { open, show, create, close } = useOpen();
	const [q, setQ] = useParam("q");
	const roleOf = (g: Grant) => {
		const role = roles.data?.find((r) => r.id === g.role);
		return role ? pick(role.label, lang) : "";
	};
	const whoOf = (g: Grant) => g.user?.name ?? g.group?.name ?? "";
	const whereOf = (g: Grant) => g.node?.name ?? g.project?.name ?? g.unit?.name ?? t("grant.everywhere");
	const current = grants.data?.find((g) => g.id === open);
	const mayExport = useCan("system.manage");
	const add = (
		<Button kind="primary" icon="plus" onPress={create}>
			{t("grant.new")}
		</Button>
	);
	return (
		<AdminFrame
			title={t("grant.title")}
			lead={t("grant.lead")}
			actions={
				<>
					{mayExport && <RightsExport />}
					{add}
				</>
			}
			tools={<SearchField label={t("grant.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			panel={
				(open === "new" || current) && (
					<GrantPanel
						key={open}
						grant={current ?? null}
						roles={roles.data ?? []}
						onClose={close}
						{...neighbours(
							(grants.data ?? []).map((g) => g.id),
							open,
							show,
						)}
					/>
				)
			}
		>
			<Loaded query={grants}>
				{(all) => (
					<div className={styles.fill}>
						<ListGrid
							keep="grants"
							label={t("grant.title")}
							rows={all}
							find={q}
							sort={[{ key: "who", direction: "ascending" }]}
							open={open}
							onOpen={(g) => show(g.id)}
							columns={[
								{
									key: "who",
									label: t("grant.who"),
									width: 220,
									strong: true,
									pinned: true,
									grow: true,
									text: whoOf,
									order: whoOf,
								},
								{
									key: "kind",
									label: t("grant.kind"),
									width: 110,
									wide: true,
									text: (g) => t(g.group ? "grant.aGroup" : "grant.aUser"),
								},
								{ key: "role", label: t("grant.role"), width: 180, text: roleOf, order: roleOf },
								{
									key: "where",
									label: t("grant.where"),
									width: 240,
									mark: (g) => ({
										icon: g.node ? "portfolio" : g.project ? "project" : g.unit ? "unit" : "globe",
										word: whereOf(g),
									}),
									order: whereOf,
								},
							]}
							empty={
								<EmptyState icon="grant" title={t(q ? "list.noneFound" : "grant.empty")} action={q ? undefined : add}>
									{q ? t("list.noneFoundText", { text: q }) : t("grant.emptyText")}
								</EmptyState>
							}
						/>
					</div>
				)}
			</Loaded>
		</AdminFrame>
	);
}
