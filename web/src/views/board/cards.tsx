import { type KeyboardEvent, useMemo } from "react";
import type { Attribute, Row } from "../../api/types";
import type { Words } from "../../data/project-rows";
import { edits } from "../../data/projects";
import type { RowQuery } from "../../data/rows";
import { useRows } from "../../data/use-rows";
import type { FieldContext } from "../../fields/kind";
import { useLang } from "../../i18n/use-lang";
import { chipOf } from "../filter/chip-words";
import { writeChip } from "../filter/condition";
import { useLines } from "../use-lines";
import type { Shown } from "../use-window";
import styles from "./board.module.css";
import { Card } from "./card";
import { Arranged, type BoardList, idOfValue } from "./lists";
import type { Moving, Spot } from "./use-moving";

type Props = {
	query: RowQuery;
	by: Attribute;
	laneBy: Attribute | undefined;
	lane: BoardList | null;
	list: BoardList;
	index: number;
	lists: readonly BoardList[];
	fields: readonly Attribute[];
	attributes: readonly Attribute[];
	context: FieldContext;
	moving: Moving;
	card: number;
	// shown: the stretch of this list that is seen, in pixels
	shown: Shown;
	editable: (row: Row, attribute: Attribute) => boolean;
	why: (row: Row, attribute: Attribute) => string;
	onKeyDown: (row: Row, from: Spot) => (e: KeyboardEvent) => void;
	onOpen: (row: Row) => void;
};

const words: Words = { group: () => "", changed: () => "" };

// Cards are those of one list, as many as are seen; the others are asked for when
// they come into sight.
export function Cards(props: Props) {
	const { query, by, laneBy, lane, list, index, moving, card, shown, attributes } = props;
	const { lang } = useLang();
	const own = useMemo(() => {
		const chips = [
			writeChip(chipOf(by, list.value)),
			...(laneBy && lane ? [writeChip(chipOf(laneBy, lane.value))] : []),
		];
		const filter = [...(query.filter ? [`(${query.filter})`] : []), ...chips].join(" and ");
		return { ...query, filter };
	}, [query, by, laneBy, lane, list.value]);
	const rows = useRows(own, false, words, lang, attributes);
	const heldHere = (row: Row) =>
		idOfValue(edits.shown(row, by.key)) === list.id &&
		(!laneBy || !lane || idOfValue(edits.shown(row, laneBy.key)) === lane.id);
	const { source } = rows;
	const known = rows.meta !== null;
	const extra = moving.moved.filter((row) => heldHere(row) && source.indexOf(row.id) === undefined);
	const gone = moving.moved
		.flatMap((row) => (heldHere(row) ? [] : (source.indexOf(row.id) ?? [])))
		.sort((a, b) => a - b);
	const arranged = new Arranged(known ? source.count : 0, extra.length, gone);
	const first = Math.max(0, Math.floor(shown.from / card));
	const end = Math.min(arranged.count, Math.ceil(shown.to / card));
	const wanted = arranged.rows(first, Math.max(first, end));
	useLines(rows, wanted.from, Math.max(wanted.from + 1, wanted.to));
	const places = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
	const laneId = lane?.id ?? "";
	for (const spot of [moving.focus, moving.taken?.from]) {
		if (spot?.lane !== laneId || spot.list !== index || spot.at >= arranged.count) continue;
		if (!places.includes(spot.at)) places.push(spot.at);
	}
	return (
		<ul className={styles.cards} style={{ height: arranged.count * card }}>
			{places.map((place) => {
				const at = arranged.at(place);
				const row = "moved" in at ? extra[at.moved] : (source.row(at.row)?.data as Row | undefined);
				const spot = { lane: laneId, list: index, at: place };
				const style = { top: place * card, height: card - 8 };
				if (!row?.id) return <li key={place} className={styles.blank} style={style} />;
				const locked = props.editable(row, by) ? "" : props.why(row, by);
				return (
					<Card
						key={row.id}
						row={row}
						fields={props.fields}
						context={props.context}
						taken={moving.taken?.row.id === row.id}
						lists={props.lists}
						list={list.id}
						locked={locked}
						place={{ style, spot: `${index} ${place}`, at: place + 1, of: arranged.count }}
						onKeyDown={props.onKeyDown(row, spot)}
						onFocus={() => moving.setFocus(spot)}
						onTake={(on) => moving.setTaken(on ? { row, from: spot, to: index } : null)}
						onMove={(to) => moving.move(row, to)}
						onOpen={() => props.onOpen(row)}
					/>
				);
			})}
		</ul>
	);
}
