import { lazy, type ReactNode, Suspense, useState } from "react";
import type { PlanShown } from "../../data/plans";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import type { MenuEntry } from "../../ui/menu";

const FromTemplate = lazy(() => import("./from-template").then((m) => ({ default: m.FromTemplate })));

// useInsert brings a template into a plan: as an entry of a menu, and as the button of a
// plan in which nothing is.
export function useInsert(
	project: string,
	name: string,
	plan: PlanShown,
): { entry: MenuEntry; button: ReactNode; dialog: ReactNode } {
	const t = useT();
	const [open, setOpen] = useState(false);
	const items = plan.items ?? [];
	const label = t("template.plan.insert");
	const run = () => setOpen(true);
	return {
		entry: { id: "template", name: label, icon: "copy", run },
		button: (
			<Button kind="primary" icon="copy" onPress={run}>
				{label}
			</Button>
		),
		dialog: open && (
			<Suspense fallback={null}>
				<FromTemplate
					project={project}
					name={name}
					start={plan.start}
					empty={items.length === 0}
					phases={items
						.filter((line) => line.kind === "phase")
						.map((line) => ({ id: line.id, name: `${line.wbs} ${line.name}` }))}
					onClose={() => setOpen(false)}
				/>
			</Suspense>
		),
	};
}
