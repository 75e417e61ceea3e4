import { type ReactNode, useMemo, useState } from "react";
import { type Baseline, useBaselines, useCompared } from "../../../data/baselines";
import type { PlanShown } from "../../../data/plans";
import { dayFromISO, formatDay } from "../../../format/day";
import { useLang } from "../../../i18n/use-lang";
import { Button, IconButton } from "../../../ui/button";
import { later } from "../../../ui/later";
import { Menu, type MenuEntry, type MenuGroup } from "../../../ui/menu";
import { useParam } from "../../../url/use-search";
import type { PlanItem } from "../../../views/gantt/items";
import { basedOn } from "./based";
import styles from "./baselines.module.css";

const SaveBaseline = later(() => import("./save").then((m) => m.SaveBaseline));
const Baselines = later(() => import("./manage").then((m) => m.ManageBaselines));
const Compare = later(() => import("./compare").then((m) => m.Compare));
const ShiftPlan = later(() => import("./shift").then((m) => m.ShiftPlan));

type Open = "save" | "manage" | "compare" | "shift" | null;

// Based is a plan beside the baseline that was chosen: its lines with the dates of then,
// what there is in the toolbar, and what that opens.
// acts and shift are the same as tools, in a menu.
export type Based = {
	items: readonly PlanItem[];
	tools: ReactNode;
	acts: MenuGroup[];
	shift: MenuEntry[];
	dialogs: ReactNode;
};

const none = "none";

// useBased lets the person choose with which baseline a plan is compared; the address keeps
// it. At first it is the reference.
export function useBased(
	project: string,
	plan: PlanShown,
	items: readonly PlanItem[],
	active: PlanItem | undefined,
): Based {
	const { t } = useLang();
	const list = useBaselines(project);
	const all = list.data?.items ?? [];
	const [param, setParam] = useParam("baseline");
	const [open, setOpen] = useState<Open>(null);
	const reference = all.find((b) => b.reference);
	const chosen = param === none ? undefined : (all.find((b) => b.id === param) ?? reference);
	const beside = useCompared(project, chosen?.id ?? "").data;
	const based = useMemo(() => basedOn(items, beside), [items, beside]);
	const choose = (b: Baseline | undefined) => setParam(b ? (b.reference ? null : b.id) : none, { replace: true });
	const groups: MenuGroup[] = [];
	if (all.length > 0)
		groups.push({
			id: "choose",
			title: t("baseline.beside"),
			chosen: chosen?.id ?? none,
			entries: [
				...all.map((b) => ({
					id: b.id,
					name: b.reference ? t("baseline.isReference", { name: b.name }) : b.name,
					detail: formatDay(dayFromISO(b.on)),
					run: () => choose(b),
				})),
				{ id: none, name: t("baseline.none"), run: () => choose(undefined) },
			],
		});
	const acts: MenuGroup = { id: "acts", entries: [] };
	if (plan.can_edit)
		acts.entries.push({ id: "save", name: t("baseline.save"), icon: "plus", run: () => setOpen("save") });
	if (chosen)
		acts.entries.push({ id: "compare", name: t("baseline.compare"), icon: "same", run: () => setOpen("compare") });
	if (all.length > 0)
		acts.entries.push({ id: "manage", name: t("baseline.all"), icon: "blocks", run: () => setOpen("manage") });
	if (acts.entries.length > 0) groups.push(acts);
	const canShift = plan.can_edit && items.length > 0;
	const tools = (
		<>
			{groups.length > 0 && (
				<Menu label={t("baseline.title")} groups={groups}>
					<Button kind="quiet" icon="clock">
						<span className={styles.chosen}>
							{chosen ? t("baseline.with", { name: chosen.name }) : t("baseline.title")}
						</span>
					</Button>
				</Menu>
			)}
			{canShift && <IconButton icon="arrow-right" label={t("shift.open")} onPress={() => setOpen("shift")} />}
		</>
	);
	const shift = { id: "shift", name: t("shift.title"), icon: "arrow-right" as const, run: () => setOpen("shift") };
	const named = groups.map((group, i) => (i === 0 && !group.title ? { ...group, title: t("baseline.title") } : group));
	const close = () => setOpen(null);
	const dialogs = (
		<>
			{open === "save" && <SaveBaseline project={project} first={all.length === 0} onClose={close} />}
			{open === "manage" && <Baselines project={project} all={all} canEdit={plan.can_edit} onClose={close} />}
			{open === "compare" && chosen && <Compare {...{ project, plan }} baseline={chosen} onClose={close} />}
			{open === "shift" && (
				<ShiftPlan {...{ project, plan, items, active }} hasReference={reference !== undefined} onClose={close} />
			)}
		</>
	);
	return { items: based, tools, acts: named, shift: canShift ? [shift] : [], dialogs };
}
