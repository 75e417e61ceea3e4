import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type AttributeGroups, useAttributeGroups, useGroupUses } from "../../data/attribute-groups";
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
	const queries = useQueryClient();
	// arranged are the groups as they are known now, in another order.
	const arranged = (order: readonly string[]) => {
		const known = queries.getQueryData<AttributeGroups>(keys.attributeGroups);
		return known && { ...known, items: order.flatMap((key) => known.items.find((g) => g.key === key) ?? []) };
	};
	// One order is kept after the other, each on the version that the one before made.
	const order = useMutation({
		scope: { id: "attribute-groups" },
		onMutate: (keysInOrder: readonly string[]) => {
			queries.setQueryData(keys.attributeGroups, arranged(keysInOrder));
		},
		mutationFn: async (keysInOrder: readonly string[]) => {
			const now = arranged(keysInOrder);
			return now ? keep(now, now.items) : null;
		},
		onError: () => void queries.invalidateQueries({ queryKey: keys.attributeGroups }),
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
