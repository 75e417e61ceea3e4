import { lazy, Suspense, useState } from "react";
import type { Attribute } from "../../api/types";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import type { IconName } from "../../ui/icon-shapes";
import { Menu, type MenuGroup } from "../../ui/menu";
import type { View } from "../use-view";
import type { Display } from "../view-state";

const DisplayOptions = lazy(() => import("./display-options").then((m) => ({ default: m.DisplayOptions })));

const names = {
	auto: "views.displayAuto",
	grid: "views.displayGrid",
	table: "views.displayTable",
	cards: "views.displayCards",
	board: "views.displayBoard",
	timeline: "views.displayTimeline",
	bubble: "views.displayBubble",
	pivot: "views.displayPivot",
} as const;

const icons: Record<Display, IconName> = {
	auto: "portfolio",
	grid: "portfolio",
	table: "menu",
	cards: "project",
	board: "columns",
	timeline: "calendar",
	bubble: "chart",
	pivot: "table",
};

type Props = { view: View; attributes: readonly Attribute[]; displays: readonly Display[] };

// DisplaySwitch chooses how the rows are laid out, and with what.
export function DisplaySwitch({ view, attributes, displays }: Props) {
	const { t } = useLang();
	const [options, setOptions] = useState(false);
	const { display } = view.state;
	const groups: MenuGroup[] = [
		{
			id: "displays",
			title: t("views.display"),
			chosen: display,
			entries: displays.map((d) => ({
				id: d,
				name: t(names[d]),
				icon: icons[d],
				run: () => view.change({ display: d }, { replace: false }),
			})),
		},
	];
	if (display === "board" || display === "timeline") {
		groups.push({
			id: "options",
			entries: [{ id: "options", name: t("views.options"), icon: "admin", run: () => setOptions(true) }],
		});
	}
	return (
		<>
			<Menu label={t("views.display")} groups={groups}>
				<Button kind="quiet" icon={icons[display]} aria-label={`${t("views.display")} · ${t(names[display])}`}>
					{t(names[display])}
					<Icon name="chevron-down" size={12} />
				</Button>
			</Menu>
			{options && (
				<Suspense fallback={null}>
					<DisplayOptions view={view} attributes={attributes} onClose={() => setOptions(false)} />
				</Suspense>
			)}
		</>
	);
}
