import type { ReactNode } from "react";
import { type Zoom, zoomOf, zooms } from "../../engine/gantt/scale";
import type { Timeline } from "../../engine/gantt/timeline";
import type { Day } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Menu, type MenuEntry, type MenuGroup } from "../../ui/menu";
import { Segmented } from "../../ui/segmented";
import { useNarrow } from "../../ui/use-narrow";
import styles from "./gantt.module.css";
import type { Look } from "./look";

const toggled = ["critical", "baseline", "links", "names"] as const;
export type Toggle = (typeof toggled)[number];

// Drawn is a timeline and how it is looked at: how near, where, what of it, and on paper.
export type Drawn = {
	look: Look;
	onLook: (change: Partial<Look>) => void;
	timeline: () => Timeline | null;
	today: Day;
	onSvg: () => void;
	onPrint: () => void;
	// shows: what of the timeline can be shown or not
	shows?: readonly Toggle[] | undefined;
};

// Offered is what else stands in the tools of a plan.
export type Offered = {
	// tools: at the start, on every screen
	tools?: ReactNode;
	// wide: beside them, where there is room; acts: the same in the one menu of a phone
	wide?: ReactNode;
	acts?: readonly MenuGroup[] | undefined;
	// display: the choice between the timeline and other displays
	display?: MenuGroup | undefined;
	// choice: which columns of the list are shown
	choice?: MenuGroup | undefined;
	// files: the forms in which the plan can be fetched from the server
	files?: MenuEntry[] | undefined;
};

// Tools are the line of tools over a plan. On a phone all but a few stand in one menu.
export function Tools({ drawn, tools, wide, acts = [], display, choice, files }: Offered & { drawn?: Drawn }) {
	const t = useT();
	const narrow = useNarrow();
	const shown: MenuGroup[] = display ? [display] : [];
	const out: MenuGroup[] = files?.length ? [{ id: "files", entries: files }] : [];
	if (drawn) {
		const { look, onLook, shows = toggled } = drawn;
		shown.push({
			id: "show",
			title: t("gantt.show.title"),
			ticked: shows.filter((key) => look[key]),
			entries: shows.map((key) => ({
				id: key,
				name: t(`gantt.show.${key}`),
				run: () => onLook({ [key]: !look[key] }),
			})),
		});
		out.push({
			id: "out",
			entries: [
				{ id: "svg", name: t("gantt.out.svg"), icon: "export", run: drawn.onSvg },
				{ id: "print", name: t("gantt.out.print"), icon: "file", run: drawn.onPrint },
			],
		});
	}
	if (choice) shown.push(choice);
	return (
		<div className={styles.tools} data-no-print>
			{tools}
			{!narrow && wide}
			<span className={styles.gap} />
			{drawn && <Near {...drawn} narrow={narrow} />}
			{narrow ? (
				<Menu label={t("gantt.tools")} groups={[...acts, ...places(drawn, t), ...shown, ...titled(out, t)]}>
					<IconButton icon="more" label={t("gantt.tools")} />
				</Menu>
			) : (
				<>
					{shown.length > 0 && (
						<Menu label={t("gantt.show.title")} groups={shown}>
							<IconButton icon="eye" label={t("gantt.show.title")} />
						</Menu>
					)}
					{out.length > 0 && (
						<Menu label={t("gantt.out.title")} groups={out}>
							<IconButton icon="export" label={t("gantt.out.title")} />
						</Menu>
					)}
				</>
			)}
		</div>
	);
}

// places are where one may look, as entries of a menu.
function places(drawn: Drawn | undefined, t: ReturnType<typeof useT>): MenuGroup[] {
	if (!drawn) return [];
	const { timeline, today } = drawn;
	return [
		{
			id: "places",
			title: t("gantt.timeline"),
			entries: [
				{ id: "today", name: t("grid.timeline.today"), icon: "calendar", run: () => timeline()?.goTo(today) },
				{ id: "fit", name: t("gantt.zoom.fit"), icon: "chart", run: () => timeline()?.fit() },
			],
		},
	];
}

const titled = (groups: readonly MenuGroup[], t: ReturnType<typeof useT>): MenuGroup[] =>
	groups.map((group, i) => (i === 0 ? { ...group, title: t("gantt.out.title") } : group));

// Near is how near the timeline is looked at, and where.
function Near({ look, timeline, today, narrow }: Drawn & { narrow: boolean }) {
	const t = useT();
	const set = (id: string) => {
		const zoom = zooms.find((z) => z.id === (id as Zoom));
		if (zoom) timeline()?.zoom(zoom.perDay);
	};
	return (
		<>
			{!narrow && (
				<span className={styles.zoom}>
					<Segmented
						label={t("gantt.zoom.title")}
						value={zoomOf(look.perDay)}
						onChange={set}
						options={zooms.map((z) => ({ id: z.id, name: t(`gantt.zoom.${z.id}`) }))}
					/>
				</span>
			)}
			<IconButton icon="minus" label={t("gantt.zoom.out")} onPress={() => timeline()?.zoomBy(-1)} />
			<IconButton icon="plus" label={t("gantt.zoom.in")} onPress={() => timeline()?.zoomBy(1)} />
			{!narrow && (
				<>
					<Button kind="quiet" icon="calendar" onPress={() => timeline()?.goTo(today)}>
						{t("grid.timeline.today")}
					</Button>
					<span className={styles.fit}>
						<Button kind="quiet" onPress={() => timeline()?.fit()}>
							{t("gantt.zoom.fit")}
						</Button>
					</span>
				</>
			)}
		</>
	);
}
