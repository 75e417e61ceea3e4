import type { Translate } from "../../i18n/lang";
import type { MenuEntry, MenuGroup } from "../../ui/menu";
import type { Step } from "../../views/gantt/plan-keys";

const steps: readonly Step[] = ["up", "down", "in", "out"];
const names = { up: "up", down: "down", in: "indent", out: "outdent" } as const;
const icons = { up: "chevron-up", down: "chevron-down", in: "chevron-right", out: "chevron-left" } as const;

type Acts = {
	// adding: what can be added after the line
	adding: MenuEntry[];
	onOpen: () => void;
	onWhy: () => void;
	onStep: (step: Step) => void;
	onRemove: () => void;
};

// lineMenu is what can be done with a line of a plan.
export function lineMenu(
	t: Translate,
	canEdit: boolean,
	{ adding, onOpen, onWhy, onStep, onRemove }: Acts,
): MenuGroup[] {
	const read: MenuGroup = {
		id: "read",
		entries: [
			{ id: "details", name: t("gantt.page.details"), icon: "side-open", run: onOpen },
			{ id: "why", name: t("gantt.page.reason"), icon: "help", run: onWhy },
		],
	};
	if (!canEdit) return [read];
	const place = steps.map((step) => ({
		id: step,
		name: t(`gantt.page.${names[step]}`),
		icon: icons[step],
		run: () => onStep(step),
	}));
	return [
		read,
		{ id: "add", title: t("gantt.page.add"), entries: adding },
		{ id: "place", entries: place },
		{
			id: "end",
			entries: [{ id: "remove", name: t("gantt.page.remove"), icon: "trash", danger: true, run: onRemove }],
		},
	];
}
