import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { effectOf, type Outcome, trialOf } from "../../engine/gantt/effect";
import type { Network } from "../../engine/gantt/order";
import type { LinkType } from "../../engine/gantt/plan";
import { zooms } from "../../engine/gantt/scale";
import type { Timeline } from "../../engine/gantt/timeline";
import type { Wish } from "../../engine/gantt/wish";
import type { Grid } from "../../engine/grid/grid";
import { chordOf } from "../../engine/grid/keys";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import type { PlanItem } from "./items";
import { isStep, nextType, type Step, stepKeys, wishOf, zoomKeys } from "./plan-keys";
import type { TipState } from "./tip";
import { told } from "./told";

export type Done = (item: PlanItem, wish: Wish, outcome: Outcome) => Promise<unknown>;

type Options = {
	items: readonly PlanItem[];
	network: () => Network | null;
	canEdit: boolean;
	grid: RefObject<Grid | null>;
	timeline: RefObject<Timeline | null>;
	onWish: Done | undefined;
	onStep: ((item: PlanItem, step: Step) => void) | undefined;
};

type Proposed = { item: PlanItem; wish: Wish; outcome: Outcome };

// useProposal holds what a drag or keys propose, shows it as if it were done, and says
// what would come of it; nothing is changed until it is let go, or accepted.
export function useProposal(options: Options) {
	const t = useT();
	const now = useRef(options);
	now.current = options;
	const proposed = useRef<Proposed | null>(null);
	const linking = useRef<{ from: PlanItem; type: LinkType } | null>(null);
	const [tip, setTip] = useState<TipState | null>(null);

	const propose = (item: PlanItem, wish: Wish, at: TipState["at"], hint: string) => {
		const { items, timeline } = now.current;
		const network = now.current.network();
		if (!network) return undefined;
		const outcome = effectOf(network, wish, (a) => items[a]?.contractual === true);
		const said = told(item, outcome, items, t);
		proposed.current = { item, wish, outcome };
		setTip({ told: said, at, hint });
		const trial = "moves" in outcome ? trialOf(outcome, (a) => items[a]?.id ?? "") : undefined;
		timeline.current?.try(trial);
		if (!at) announce([said.title, said.change, said.consequence, said.warning, hint].filter(Boolean).join(". "));
		return trial;
	};
	const drop = () => {
		proposed.current = null;
		linking.current = null;
		setTip(null);
		now.current.timeline.current?.try(undefined);
	};
	const accept = async () => {
		const was = proposed.current;
		if (!was || !("moves" in was.outcome)) {
			drop();
			return;
		}
		const { items, timeline, onWish } = now.current;
		const trial = trialOf(was.outcome, (a) => items[a]?.id ?? "");
		drop();
		// What was let go stays where it was put until the server has answered.
		timeline.current?.try(trial);
		try {
			await onWish?.(was.item, was.wish, was.outcome);
		} finally {
			if (!proposed.current) timeline.current?.try(undefined);
		}
	};
	const active = (): PlanItem | undefined => {
		const { grid } = now.current;
		const row = grid.current?.rowAt(grid.current.selection.active.row);
		return row ? (row.data as PlanItem) : undefined;
	};
	const proposeLink = () => {
		const to = active();
		const link = linking.current;
		if (!link) return;
		const hint = t("gantt.hint.link");
		if (!to || to.id === link.from.id) {
			const nothing = { title: link.from.name, change: "", consequence: "", warning: "", refused: false };
			proposed.current = null;
			now.current.timeline.current?.try(undefined);
			setTip({ told: nothing, at: null, hint });
			announce(`${link.from.name}. ${hint}`);
			return;
		}
		propose(link.from, { do: "link", from: link.from.at, to: to.at, type: link.type }, null, hint);
	};

	const onKeyDown = (e: KeyboardEvent) => {
		const { grid, canEdit } = now.current;
		const g = grid.current;
		if (!g || e.target !== g.element) return;
		const chord = chordOf(e.nativeEvent);
		const take = () => {
			e.preventDefault();
			e.stopPropagation();
		};
		if (proposed.current || linking.current) {
			if (chord === "Enter" || chord === "Escape") {
				take();
				if (chord === "Enter") void accept();
				else drop();
				return;
			}
		}
		if (linking.current) {
			if (chord !== "l") return;
			take();
			linking.current.type = nextType(linking.current.type);
			proposeLink();
			return;
		}
		const item = active();
		if (!item) return;
		const same = proposed.current?.item.id === item.id ? proposed.current.wish : undefined;
		const network = canEdit && isStep(chord) ? now.current.network() : null;
		const wish = network ? wishOf(chord, item, network, same) : undefined;
		if (wish) {
			take();
			if (proposed.current && proposed.current.wish.do !== wish.do) void accept();
			propose(item, wish, null, t("gantt.hint.keys"));
			return;
		}
		if (proposed.current && !/^(Ctrl\+|Alt\+|Shift\+)*(Control|Alt|Shift|Meta)$/.test(chord)) void accept();
		const step = stepKeys[chord];
		if (step && canEdit) {
			take();
			now.current.onStep?.(item, step);
		} else if (letter(chord, item, g)) take();
	};
	const letter = (chord: string, item: PlanItem, g: Grid): boolean => {
		const { timeline, canEdit } = now.current;
		const column = g.shownColumns[g.selection.active.col];
		const row = g.rowAt(g.selection.active.row);
		if (!row || column?.editable?.(row)) return false;
		const zoom = zooms[zoomKeys.indexOf(chord)];
		if (zoom) timeline.current?.zoom(zoom.perDay);
		else if (chord === "f") timeline.current?.goToBar(item.id);
		else if (chord === "l" && canEdit) {
			linking.current = { from: item, type: "FS" };
			proposeLink();
		} else return false;
		return true;
	};
	// moved: the active row is another one, which a link may lead to
	const moved = () => {
		if (linking.current) proposeLink();
	};
	useEffect(() => () => now.current.timeline.current?.try(undefined), []);
	return { tip, propose, accept, drop, onKeyDown, moved };
}
