import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { rememberChange } from "../../data/changed";
import { log } from "../../data/command-log";
import { tellOwn } from "../../data/live";
import { type PlanEdit, type PlanLine, type PlanShown, useChangePlan } from "../../data/plans";
import { keys } from "../../data/query-keys";
import type { Network } from "../../engine/gantt/order";
import type { Wish } from "../../engine/gantt/wish";
import { readDuration } from "../../format/duration";
import { useLang } from "../../i18n/use-lang";
import { tellError } from "../../ui/toast-store";
import type { PlanItem } from "../../views/gantt/items";
import type { Step } from "../../views/gantt/plan-keys";
import { backOf, cellEdit, editsOf, placeOf, settingsOf, stepOf, touched } from "./write";

// usePlanDesk is what can be done with a plan: each act is saved at once, and can be
// undone from any page.
export function usePlanDesk(project: string, plan: PlanShown | undefined) {
	const { t } = useLang();
	const queries = useQueryClient();
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
		// tried does something and remembers how to take it back; what failed is thrown.
		const tried = async (what: string, edits: (now: PlanShown) => readonly PlanEdit[]) => {
			let back: readonly PlanEdit[] = [];
			let done: readonly PlanEdit[] = [];
			const run = change((now) => {
				done = edits(now);
				back = [...settingsOf(done, now), ...touched(done, now).flatMap(backOf)];
				return done;
			});
			const ready = run.then(
				(made) => made !== undefined,
				() => false,
			);
			log.add({ what, ready, undo: () => failing(put(back)), redo: () => failing(put(done)) });
			return run;
		};
		const act = (what: string, edits: (now: PlanShown) => readonly PlanEdit[]) =>
			failing(tried(what, edits).then((made) => made !== undefined));
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
				const length = key === "duration" || key === "effort";
				const typed = length ? readDuration(String(value ?? "") || "0", measures) : value;
				if (length && typed === null) throw new Error(t("gantt.length.unread"));
				const edit = cellEdit(item, key, typed);
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
			// save keeps what a form says of a line; what it throws is shown in the form.
			save: (edit: PlanEdit, what: string) => tried(what, () => [edit]),
			configure: (edit: PlanEdit) => tried(t("gantt.settings.title"), () => [edit]),
			// remove takes a line away with all that is in it; its change is taken back whole.
			remove: (item: PlanItem) =>
				failing(
					change(() => [{ op: "delete", id: item.id }]).then((made) => {
						rememberChange(made?.change, t("gantt.page.removed", { name: item.name }), () => {
							tellOwn("project", [project]);
							void queries.invalidateQueries({ queryKey: [...keys.plans, project] });
						});
						return made !== undefined;
					}),
				),
		};
	}, [change, plan, project, queries, t]);
}
