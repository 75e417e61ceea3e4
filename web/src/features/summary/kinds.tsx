import type { ReactNode } from "react";
import type { MessageKey } from "../../i18n/lang";
import { Breakdown } from "./blocks/breakdown";
import { Bubble } from "./blocks/bubble";
import { Changes } from "./blocks/changes";
import { Course } from "./blocks/course";
import { Decisions } from "./blocks/decisions";
import { Drift } from "./blocks/drift";
import { Figures } from "./blocks/figures";
import { Health } from "./blocks/health";
import { Progress } from "./blocks/progress";
import { Actions, Asked, Dates, Risks } from "./blocks/registers";
import { Stale } from "./blocks/stale";
import { Team } from "./blocks/team";
import { Ties } from "./blocks/ties";
import { Timeline } from "./blocks/timeline";
import { Trust } from "./blocks/trust";
import { Rows } from "./blocks/view";
import { Words } from "./blocks/words";
import type { Block } from "./model";

type Of = { data: never; settings: Block["settings"] };
type Shown = (props: Of) => ReactNode;

// shownBy is what shows each kind of block. What its data are is the server's word.
const shownBy: Record<string, Shown> = {
	figures: Figures,
	health: Health,
	breakdown: Breakdown,
	bubble: Bubble,
	timeline: Timeline,
	drift: Drift,
	changes: Changes,
	stale: Stale,
	trust: Trust,
	dates: Dates,
	risks: Risks,
	actions: Actions,
	asked: Asked,
	values: Figures,
	course: Course,
	progress: Progress,
	decisions: Decisions,
	team: Team,
	links: Ties,
	view: Rows,
	text: Words,
};

// Content shows what a block holds, or why it cannot.
export function Content({ block, unknown }: { block: Block; unknown: string }) {
	const Shows = shownBy[block.kind];
	if (!Shows || block.data === null) return <p>{block.error ?? unknown}</p>;
	return <Shows data={block.data as never} settings={block.settings} />;
}

// smallest is the least a block of a kind can be read at, in columns and rows.
export function smallest(kind: string): { minW: number; minH: number; maxH: number } {
	const of: Record<string, [number, number]> = {
		figures: [6, 2],
		values: [6, 2],
		course: [4, 3],
		progress: [4, 3],
		text: [3, 1],
		health: [4, 3],
		breakdown: [4, 3],
		bubble: [4, 5],
		timeline: [5, 4],
		view: [4, 3],
	};
	const [minW, minH] = of[kind] ?? [3, 3];
	return { minW, minH, maxH: 24 };
}

// settingNames are the settings that the page can change, by their names in the
// words of the page.
export const settingNames: Record<string, MessageKey> = {
	figures: "summary.setting.figures",
	months: "summary.setting.months",
	attributes: "summary.setting.attributes",
	attribute: "summary.setting.attribute",
	comment: "summary.setting.comment",
	by: "summary.setting.by",
	total: "summary.setting.total",
	x: "summary.setting.x",
	y: "summary.setting.y",
	size: "summary.setting.size",
	colour: "summary.setting.colour",
	of: "summary.setting.of",
	since: "summary.setting.since",
	limit: "summary.setting.limit",
	sort: "summary.setting.sort",
	text: "summary.setting.text",
	view: "summary.setting.view",
};
