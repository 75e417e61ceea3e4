import { lazy, Suspense, useState } from "react";
import type { PlanShown } from "../../data/plans";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";

const FromTemplate = lazy(() => import("./from-template").then((m) => ({ default: m.FromTemplate })));

type Props = { project: string; name: string; plan: PlanShown; kind?: "primary" | "quiet" };

// PlanTemplates begins a plan with a template, or brings one into it.
export function PlanTemplates({ project, name, plan, kind = "quiet" }: Props) {
	const t = useT();
	const [open, setOpen] = useState(false);
	const items = plan.items ?? [];
	return (
		<>
			<Button kind={kind} icon="copy" onPress={() => setOpen(true)}>
				{t(kind === "primary" ? "template.plan.begin" : "template.plan.insert")}
			</Button>
			{open && (
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
			)}
		</>
	);
}
