import type { Grant, Role } from "../../api/types";
import { keys } from "../../data/query-keys";
import { fold } from "../../format/fold";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { EmptyState, Loaded } from "../../ui/states";
import { Table } from "../../ui/table";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
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
	const whereOf = (g: Grant) => g.project?.name ?? g.unit?.name ?? t("grant.everywhere");
	const shown = (grants.data ?? []).filter((g) => fold(`${whoOf(g)} ${roleOf(g)} ${whereOf(g)}`).includes(fold(q)));
	const current = grants.data?.find((g) => g.id === open);
	const add = (
		<Button kind="primary" icon="plus" onPress={create}>
			{t("grant.new")}
		</Button>
	);
	return (
		<AdminFrame
			title={t("grant.title")}
			lead={t("grant.lead")}
			actions={add}
			tools={<SearchField label={t("grant.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			panel={
				(open === "new" || current) && (
					<GrantPanel
						key={open}
						grant={current ?? null}
						roles={roles.data ?? []}
						onClose={close}
						{...neighbours(
							shown.map((g) => g.id),
							open,
							show,
						)}
					/>
				)
			}
		>
			<Loaded query={grants}>
				{() =>
					shown.length === 0 ? (
						<EmptyState icon="grant" title={t(q ? "list.noneFound" : "grant.empty")} action={q ? undefined : add}>
							{q ? t("list.noneFoundText", { text: q }) : t("grant.emptyText")}
						</EmptyState>
					) : (
						<Table
							label={t("grant.title")}
							rows={shown}
							keyOf={(g) => g.id}
							onOpen={(g) => show(g.id)}
							open={open}
							columns={[
								{
									id: "who",
									title: t("grant.who"),
									sort: whoOf,
									cell: (g) => (
										<span className={styles.person}>
											{g.group ? <Icon name="group" /> : <Avatar name={whoOf(g)} />}
											{whoOf(g)}
										</span>
									),
								},
								{ id: "role", title: t("grant.role"), sort: roleOf, cell: roleOf },
								{
									id: "where",
									title: t("grant.where"),
									sort: whereOf,
									cell: (g) => (
										<span className={styles.person}>
											<span className={styles.quiet}>
												<Icon name={g.project ? "project" : g.unit ? "unit" : "globe"} />
											</span>
											{whereOf(g)}
										</span>
									),
								},
							]}
						/>
					)
				}
			</Loaded>
		</AdminFrame>
	);
}
