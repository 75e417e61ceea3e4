import { type KeyboardEvent, useEffect, useReducer, useRef, useState } from "react";
import type { Attribute, Id, Row } from "../../api/types";
import { changeCell } from "../../data/change-cell";
import { edits } from "../../data/projects";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import type { BoardList } from "./lists";

// Spot is a place on a board: a lane, a list of it, and a card there.
export type Spot = { readonly lane: string; readonly list: number; readonly at: number };

// Taken is the card that is being moved, and the list it would go to.
export type Taken = { readonly row: Row; readonly from: Spot; readonly to: number };

// useMoving is the card that is being moved, those that were, and the one that has
// the focus, which stays drawn where it scrolls away.
export function useMoving(
	by: Attribute,
	editable: (row: Row, attribute: Attribute) => boolean,
	why: (row: Row, attribute: Attribute) => string,
) {
	const { t, lang } = useLang();
	const [taken, setTaken] = useState<Taken | null>(null);
	const [focus, setFocus] = useState<Spot | null>(null);
	const [, draw] = useReducer((n: number) => n + 1, 0);
	const moved = useRef(new Map<Id, Row>());
	useEffect(() => edits.subscribe(draw), []);
	const move = (row: Row, list: BoardList | undefined) => {
		setTaken(null);
		if (!list || !editable(row, by)) return;
		moved.current.set(row.id, row);
		const name = String(row.name ?? "");
		changeCell(row, by.key, list.value, `${pick(by.label, lang)} · ${name}`);
		announce(t("grid.board.moved", { name, to: list.name }));
	};
	const take = (row: Row, from: Spot) => {
		const said = editable(row, by) ? t("grid.board.hint") : t("grid.board.locked", { why: why(row, by) });
		announce(t("grid.board.taken", { name: String(row.name ?? ""), to: said }));
		setTaken(taken ? null : { row, from, to: from.list });
	};
	// onKey moves a card that is taken, or takes it; false leaves the key to others.
	const onKey = (e: KeyboardEvent, row: Row, from: Spot, lists: readonly BoardList[]): boolean => {
		const step = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
		if (e.key === " ") take(row, from);
		else if (taken && step) {
			const to = Math.max(0, Math.min(lists.length - 1, taken.to + step));
			announce(lists[to]?.name ?? "");
			setTaken({ ...taken, to });
		} else if (taken && e.key === "Enter") move(row, lists[taken.to]);
		else if (taken && e.key === "Escape") setTaken(null);
		else return false;
		return true;
	};
	return {
		taken,
		setTaken,
		focus,
		setFocus,
		moved: [...moved.current.values()],
		move,
		onKey,
		// keeps tells whether a lane must stay drawn
		keeps: (lane: string) => taken?.from.lane === lane || focus?.lane === lane,
	};
}

export type Moving = ReturnType<typeof useMoving>;
