import type { ReactNode } from "react";
import { type Zoom, zoomOf, zooms } from "../../engine/gantt/scale";
import type { Timeline } from "../../engine/gantt/timeline";
import type { Day } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Menu, type MenuEntry, type MenuGroup } from "../../ui/menu";
import { Segmented } from "../../ui/segmented";
import styles from "./gantt.module.css";
import type { Look } from "./look";

const toggled = ["critical", "baseline", "links", "names"] as const;
export type Toggle = (typeof toggled)[number];

type Props = {
	look: Look;
	onLook: (change: Partial<Look>) => void;
	timeline: () => Timeline | null;
	today: Day;
	onSvg: () => void;
	onPrint: () => void;
	// files: the forms in which the plan can be fetched from the server
	files?: MenuEntry[];
	// shows: what of the timeline can be shown or not
	shows?: readonly Toggle[];
	children?: ReactNode;
};

// Tools are how a timeline is looked at: how near, where, what of it, and on paper.
export function Tools({ look, onLook, timeline, today, onSvg, onPrint, files, shows = toggled, children }: Props) {
	const t = useT();
	const set = (id: string) => {
		const zoom = zooms.find((z) => z.id === (id as Zoom));
		if (zoom) timeline()?.zoom(zoom.perDay);
	};
	const toggles = shows.map((key) => ({
		id: key,
		name: t(`gantt.show.${key}`),
		icon: look[key] ? ("check" as const) : ("minus" as const),
		run: () => onLook({ [key]: !look[key] }),
	}));
	const out: MenuGroup[] = [
		...(files?.length ? [{ id: "files", entries: files }] : []),
		{
			id: "out",
			entries: [
				{ id: "svg", name: t("gantt.out.svg"), icon: "export", run: onSvg },
				{ id: "print", name: t("gantt.out.print"), icon: "file", run: onPrint },
			],
		},
	];
	return (
		<div className={styles.tools} data-no-print>
			{children}
			<span className={styles.gap} />
			<span className={styles.zoom}>
				<Segmented
					label={t("gantt.zoom.title")}
					value={zoomOf(look.perDay)}
					onChange={set}
					options={zooms.map((z) => ({ id: z.id, name: t(`gantt.zoom.${z.id}`) }))}
				/>
			</span>
			<IconButton icon="minus" label={t("gantt.zoom.out")} onPress={() => timeline()?.zoomBy(-1)} />
			<IconButton icon="plus" label={t("gantt.zoom.in")} onPress={() => timeline()?.zoomBy(1)} />
			<Button kind="quiet" icon="calendar" onPress={() => timeline()?.goTo(today)}>
				{t("grid.timeline.today")}
			</Button>
			<Button kind="quiet" onPress={() => timeline()?.fit()}>
				{t("gantt.zoom.fit")}
			</Button>
			<Menu label={t("gantt.show.title")} groups={[{ id: "show", entries: toggles }]}>
				<IconButton icon="eye" label={t("gantt.show.title")} />
			</Menu>
			<Menu label={t("gantt.out.title")} groups={out}>
				<IconButton icon="export" label={t("gantt.out.title")} />
			</Menu>
		</div>
	);
}
