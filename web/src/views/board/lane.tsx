import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Attribute, Row } from "../../api/types";
import type { RowQuery } from "../../data/rows";
import type { FieldContext } from "../../fields/kind";
import { useLang } from "../../i18n/use-lang";
import type { Shown } from "../use-window";
import styles from "./board.module.css";
import { Cards } from "./cards";
import { type BoardList, type Section, sizes } from "./lists";
import type { Moving, Spot } from "./use-moving";

type Props = {
	section: Section;
	lists: readonly BoardList[];
	fields: readonly Attribute[];
	by: Attribute;
	laneBy: Attribute | undefined;
	moving: Moving;
	// card: how high one is
	card: number;
	// across: the lists that are seen
	across: Shown;
	// shown: the stretch of the board that is seen
	shown: Shown;
	query: RowQuery;
	attributes: readonly Attribute[];
	context: FieldContext;
	editable: (row: Row, attribute: Attribute) => boolean;
	why: (row: Row, attribute: Attribute) => string;
	onOpen: (row: Row) => void;
};

// Lane is one lane of a board: its lists side by side.
export function Lane({ section, lists, across, shown, moving, ...props }: Props) {
	const { t } = useLang();
	const { lane, top, height, counts } = section;
	const id = lane?.id ?? "";
	const element = useRef<HTMLElement>(null);
	const wanted = useWanted(element);
	const head = lane ? sizes.laneHead : 0;
	const { taken, focus } = moving;
	const { by, editable, why } = props;
	const here = taken?.from.lane === id ? taken : null;
	const refused = here && !editable(here.row, by) ? why(here.row, by) : "";
	const kept = (i: number) => (focus?.lane === id && focus.list === i) || (here && here.from.list === i);
	const onKeyDown = (row: Row, from: Spot) => (e: KeyboardEvent) => {
		if (!moving.onKey(e, row, from, lists)) {
			const to = taken ? null : beside(from, e.key, counts);
			if (!to) return;
			reveal(e.currentTarget, to, top + head, props.card);
			moving.setFocus(to);
			wanted(to);
		}
		e.preventDefault();
		e.stopPropagation();
	};
	return (
		<section ref={element} className={styles.lane} style={{ top, height }} aria-label={lane?.name}>
			{lane && <h2 className={styles.laneName}>{lane.name}</h2>}
			{lists.map((list, i) =>
				(i < across.from || i >= across.to) && !kept(i) ? null : (
					<section
						key={list.id}
						className={styles.list}
						style={{ left: i * (sizes.list + sizes.gap), top: head }}
						aria-label={`${list.name}, ${t("grid.board.count", { count: counts[i] ?? 0 })}`}
						data-over={(here?.to === i && here.from.list !== i && !refused) || undefined}
						data-refused={(refused && here?.to === i) || undefined}
						onDragOver={(e) => {
							if (!here) return;
							if (!refused) e.preventDefault();
							if (here.to !== i) moving.setTaken({ ...here, to: i });
						}}
						onDrop={(e) => {
							e.preventDefault();
							if (here) moving.move(here.row, list);
						}}
					>
						{refused && here?.to === i && <p className={styles.refusal}>{t("grid.board.locked", { why: refused })}</p>}
						<Cards
							{...props}
							lane={lane}
							list={list}
							index={i}
							lists={lists}
							moving={moving}
							shown={{ from: shown.from - top - head, to: shown.to - top - head }}
							onKeyDown={onKeyDown}
						/>
					</section>
				),
			)}
		</section>
	);
}

// beside is the place of the card above, below, or in the next list that has some.
function beside({ lane, list, at }: Spot, key: string, counts: readonly number[]): Spot | null {
	const down = { ArrowDown: 1, ArrowUp: -1 }[key];
	if (down) {
		const next = at + down;
		return next < 0 || next >= (counts[list] ?? 0) ? null : { lane, list, at: next };
	}
	const across = { ArrowRight: 1, ArrowLeft: -1 }[key];
	if (!across) return null;
	let next = list + across;
	while (next >= 0 && next < counts.length && !counts[next]) next += across;
	const count = counts[next];
	return count ? { lane, list: next, at: Math.min(at, count - 1) } : null;
}

// reveal scrolls the board to a card, which may not be drawn yet.
function reveal(from: Element, to: Spot, top: number, card: number): void {
	const box = from.closest<HTMLElement>("[data-board]");
	if (!box) return;
	const heads = 44;
	const y = top + to.at * card;
	if (y < box.scrollTop) box.scrollTop = y;
	else if (y + card + heads > box.scrollTop + box.clientHeight) box.scrollTop = y + card + heads - box.clientHeight;
	const x = to.list * (sizes.list + sizes.gap);
	if (x < box.scrollLeft) box.scrollLeft = x;
	else if (x + sizes.list > box.scrollLeft + box.clientWidth) box.scrollLeft = x + sizes.list - box.clientWidth;
}

// useWanted gives a card the focus, as soon as it is drawn.
function useWanted(element: React.RefObject<HTMLElement | null>): (spot: Spot) => void {
	const wanted = useRef("");
	const look = () => {
		const card =
			wanted.current && element.current?.querySelector<HTMLElement>(`[data-spot="${wanted.current}"] > button`);
		if (!card) return;
		wanted.current = "";
		card.focus({ preventScroll: true });
	};
	useEffect(() => {
		if (!element.current) return;
		const seen = new MutationObserver(look);
		seen.observe(element.current, { childList: true, subtree: true });
		return () => seen.disconnect();
	});
	return ({ list, at }) => {
		wanted.current = `${list} ${at}`;
		look();
	};
}
