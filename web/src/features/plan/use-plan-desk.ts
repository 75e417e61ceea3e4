import { useMemo, useRef } from "react";
import { log } from "../../data/command-log";
import { type PlanEdit, type PlanLine, type PlanShown, useChangePlan } from "../../data/plans";
import type { Network } from "../../engine/gantt/order";
import type { Wish } from "../../engine/gantt/wish";
import { readDuration } from "../../format/duration";
import { useLang } from "../../i18n/use-lang";
import { tellError } from "../../ui/toast-store";
import type { PlanItem } from "../../views/gantt/items";
import type { Step } from "../../views/gantt/plan-keys";
import { backOf, cellEdit, editsOf, placeOf, stepOf, touched } from "./write";

// usePlanDesk is what can be done with a plan: each act is saved at once, and can be
// undone from any page.
export function usePlanDesk(project: string, plan: PlanShown | undefined) {
	const { t } = useLang();
	const change = useChangePlan(project);
	// seen: the lines as they were before something was typed, by line and column
	const seen = useRef(new Map<string, PlanLine>());
	return useMemo(() => {
		const measures = { day: plan?.day_minutes ?? 420, week: plan?.week_minutes ?? 2100 };
		const put = (edits: readonly PlanEdit[]) => change(() => edits).then(() => true);
		const failing = (run: Promise<boolean>) =>
			run.catch((error) => {
				tellError(error);
				return false;
			});
		// act does something and remembers how to take it back.
		const act = (what: string, edits: (now: PlanShown) => readonly PlanEdit[]) => {
			let before: PlanLine[] = [];
			let done: readonly PlanEdit[] = [];
			const ready = failing(
				change((now) => {
					done = edits(now);
					before = touched(done, now);
					return done;
				}).then((made) => made !== undefined),
			);
			log.add({ what, ready, undo: () => failing(put(before.flatMap(backOf))), redo: () => failing(put(done)) });
			return ready;
		};
		return {
			wish: (item: PlanItem, wish: Wish, n: Network) => {
				const name = wish.do === "link" ? (plan?.items?.[wish.to]?.name ?? "") : item.name;
				return act(t(`gantt.did.${wish.do}`, { name }), (now) => editsOf(wish, n, now));
			},
			// cell saves what was typed; what it throws is shown at the cell.
			cell: async (item: PlanItem, key: string, value: unknown, undone: boolean) => {
				const place = `${item.id} ${key}`;
				const was = seen.current.get(place);
				if (undone && was) {
					await change(() => backOf(was));
					return;
				}
				const typed = key === "duration" ? readDuration(String(value ?? ""), measures) : value;
				if (key === "duration" && typed === null) throw new Error(t("gantt.length.unread"));
				const edit = cellEdit(item.id, key, typed);
				if (!edit) return;
				await change((now) => {
					const line = now.items?.find((l) => l.id === item.id);
					if (line) seen.current.set(place, line);
					return [edit];
				});
			},
			// add puts a new line after another one, in the same phase; in it where it is one.
			add: async (kind: PlanLine["kind"], name: string, after: PlanItem | undefined) => {
				const inside = after?.kind === "phase" && kind !== "phase";
				const parent = inside ? after.id : (after?.parent ?? "");
				const place = inside || !after ? {} : { after: after.id };
				const edit: PlanEdit = { op: "add", ref: "line", kind, name, parent, ...place };
				const length = kind === "task" ? { duration_minutes: measures.day } : {};
				let id = "";
				const make = () =>
					failing(
						change(() => [{ ...edit, ...length }]).then((made) => {
							id = made?.made?.line ?? "";
							return id !== "";
						}),
					);
				const ready = make();
				log.add({
					what: t("gantt.page.added", { name }),
					ready,
					undo: () => failing(put([{ op: "delete", id }])),
					redo: make,
				});
				return (await ready) ? id : "";
			},
			step: (item: PlanItem, step: Step) => {
				let back: PlanEdit | null = null;
				let done: PlanEdit | null = null;
				const ready = failing(
					change((now) => {
						back = placeOf(now, item.id);
						done = stepOf(now, item.id, step);
						return done ? [done] : [];
					}).then((made) => made !== undefined),
				);
				const what = t("gantt.page.placed", { name: item.name });
				const again = (edit: PlanEdit | null) => failing(put(edit ? [edit] : []));
				log.add({ what, ready, undo: () => again(back), redo: () => again(done) });
				return ready;
			},
			remove: (item: PlanItem) => failing(put([{ op: "delete", id: item.id }])),
		};
	}, [change, plan, t]);
}
