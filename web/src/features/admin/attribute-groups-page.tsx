import { useMutation } from "@tanstack/react-query";
import { useAttributeGroups, useGroupUses } from "../../data/attribute-groups";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import { Loaded } from "../../ui/states";
import { AdminFrame } from "./admin-frame";
import { useKeepingGroups } from "./attribute-group-kept";
import { AttributeGroupList } from "./attribute-group-list";
import { AttributeGroupPanel } from "./attribute-group-panel";
import styles from "./attribute-groups.module.css";
import { SettingsHistory } from "./settings-history";
import { neighbours, useOpen } from "./use-open";

// AttributeGroupsPage is the groups of attributes in their order, each with what stands
// in it, as every list of attributes shows them.
export default function AttributeGroupsPage() {
	const { t } = useLang();
	const { open, panel, show, saved, create, close } = useOpen();
	const groups = useAttributeGroups();
	const uses = useGroupUses();
	const { keep, turn } = useKeepingGroups();
	const order = useMutation({
		mutationFn: (items: readonly string[]) => {
			const stored = groups.data;
			if (!stored) return Promise.resolve(null);
			return keep(
				stored,
				items.flatMap((key) => stored.items.find((g) => g.key === key) ?? []),
			);
		},
	});
	const stored = groups.data;
	const current = stored?.items.find((g) => g.key === open);
	return (
		<AdminFrame
			title={t("attributeGroup.title")}
			lead={t("attributeGroup.lead")}
			actions={
				<Button kind="primary" icon="plus" onPress={create}>
					{t("attributeGroup.new")}
				</Button>
			}
			panel={
				stored &&
				uses.data &&
				(open === "new" || current) && (
					<AttributeGroupPanel
						key={panel}
						group={current ?? null}
						stored={stored}
						uses={uses.data}
						onSaved={saved}
						onClose={close}
						{...neighbours(
							stored.items.map((g) => g.key),
							open,
							show,
						)}
					/>
				)
			}
		>
			<Loaded query={groups}>
				{(all) => (
					<div className={styles.page}>
						<FormError error={order.error} />
						<AttributeGroupList
							groups={all.items}
							uses={uses.data}
							open={open}
							waiting={order.isPending}
							onOpen={show}
							onOrder={(items) => order.mutate(items)}
						/>
						<SettingsHistory
							version={all.version}
							path="/attribute-groups/history"
							keep={keys.attributeGroups}
							builtIn={t("attributeGroup.shipped")}
							restore={t("attributeGroup.restore")}
							onBack={turn}
						/>
					</div>
				)}
			</Loaded>
		</AdminFrame>
	);
}
