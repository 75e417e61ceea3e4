import { type KeyboardEvent, useMemo, useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { changeCell } from "../../data/change-cell";
import type { ProjectRows } from "../../data/project-rows";
import { edits } from "../../data/projects";
import type { FieldContext } from "../../fields/kind";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { EmptyState, Skeleton } from "../../ui/states";
import { useLines } from "../use-lines";
import type { BoardState } from "../view-state";
import styles from "./board.module.css";
import { Card } from "./card";
import { type BoardList, cardsIn, idOfValue, listsOf } from "./lists";

type Props = {
	rows: ProjectRows;
	board: BoardState;
	attributes: readonly Attribute[];
	context: FieldContext;
	editable: (row: Row, attribute: Attribute) => boolean;
	// why: says why a project cannot be moved
	why: (row: Row, attribute: Attribute) => string;
	onOpen: (row: Row) => void;
};

// most is how many projects a board shows: more would not be seen at once.
const most = 600;

// Board shows each project as a card in the list of its stage, or of any value.
// A card is moved by the mouse, by keys, or by its menu.
export function Board(props: Props) {
	const { rows, board, attributes, context } = props;
	const { t } = useLang();
	const lines = useLines(rows, 0, most);
	const by = attributes.find((a) => a.key === board.by);
	const lanes = attributes.find((a) => a.key === board.lanes);
	const all = lines.flatMap((line) => (line?.kind === "data" && line.data.id ? [line.data as Row] : []));
	if (!by) return <EmptyState icon="columns" title={t("grid.board.chooseBy")} />;
	if (!all.length && rows.source.count > 0) return <Skeleton lines={10} />;
	const heldIn = (a: Attribute) => (row: Row) => edits.value(row.id, a.key, row[a.key]);
	const lists = listsOf(by, all.map(heldIn(by)), context, t);
	const sections = lanes
		? listsOf(lanes, all.map(heldIn(lanes)), context, t).map((lane) => ({
				lane,
				rows: cardsIn(all, heldIn(lanes)).get(lane.id) ?? [],
			}))
		: [{ lane: null, rows: all }];
	return (
		<div className={styles.board}>
			<div className={styles.heads} aria-hidden="true">
				{lists.map((list) => (
					<ListHead key={list.id} list={list} count={cardsIn(all, heldIn(by)).get(list.id)?.length ?? 0} />
				))}
			</div>
			{sections
				.filter((s) => s.rows.length > 0)
				.map(({ lane, rows: own }) => (
					<section key={lane?.id ?? "all"} className={styles.lane} aria-label={lane?.name}>
						{lane && <h2 className={styles.laneName}>{lane.name}</h2>}
						<Lists {...props} by={by} lists={lists} all={own} />
					</section>
				))}
			{rows.source.count > most && <p className={styles.many}>{t("grid.board.many", { count: most })}</p>}
		</div>
	);
}

function ListHead({ list, count }: { list: BoardList; count: number }) {
	return (
		<div className={styles.head}>
			{list.colour && <span className={styles.dot} style={{ background: `var(--pick-${list.colour})` }} />}
			<span className={styles.headName}>{list.name}</span>
			<span className={styles.count}>{count}</span>
		</div>
	);
}

type ListsProps = Props & { by: Attribute; lists: readonly BoardList[]; all: readonly Row[] };

// Taken is the card that is being moved, and the list it would go to.
type Taken = { row: Row; to: number };

function Lists({ by, lists, all, attributes, board, context, editable, why, onOpen }: ListsProps) {
	const { t, lang } = useLang();
	const [taken, setTaken] = useState<Taken | null>(null);
	const label = pick(by.label, lang);
	const heldIn = (row: Row) => edits.value(row.id, by.key, row[by.key]);
	const sorted = cardsIn(all, heldIn);
	const fields = useMemo(
		() => board.card.flatMap((key) => attributes.find((a) => a.key === key && a.key !== by.key) ?? []),
		[board.card, attributes, by.key],
	);
	const listOf = (row: Row) => lists.findIndex((l) => l.id === idOfValue(heldIn(row)));
	const move = (row: Row, list: BoardList | undefined) => {
		setTaken(null);
		if (!list || !editable(row, by)) return;
		changeCell(row, by.key, list.value, `${label} · ${String(row.name ?? "")}`);
		announce(t("grid.board.moved", { name: String(row.name ?? ""), to: list.name }));
	};
	const refused = taken && !editable(taken.row, by) ? why(taken.row, by) : "";
	const onKeyDown = (row: Row) => (e: KeyboardEvent) => {
		const step = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
		if (e.key === " ") {
			const at = { row, to: listOf(row) };
			const said = editable(row, by) ? t("grid.board.hint") : t("grid.board.locked", { why: why(row, by) });
			announce(t("grid.board.taken", { name: String(row.name ?? ""), to: said }));
			setTaken(taken ? null : at);
		} else if (taken && step) {
			const to = Math.max(0, Math.min(lists.length - 1, taken.to + step));
			announce(lists[to]?.name ?? "");
			setTaken({ row, to });
		} else if (taken && e.key === "Enter") move(row, lists[taken.to]);
		else if (taken && e.key === "Escape") setTaken(null);
		else if (!taken && (step || e.key === "ArrowDown" || e.key === "ArrowUp")) walk(e.currentTarget, e.key);
		else return;
		e.preventDefault();
		e.stopPropagation();
	};
	return (
		<div className={styles.lists}>
			{lists.map((list, i) => (
				<section
					key={list.id}
					className={styles.list}
					aria-label={`${list.name}, ${t("grid.board.count", { count: sorted.get(list.id)?.length ?? 0 })}`}
					data-over={(taken?.to === i && taken && listOf(taken.row) !== i && !refused) || undefined}
					data-refused={(refused && taken?.to === i) || undefined}
					onDragOver={(e) => {
						if (!taken) return;
						if (!refused) e.preventDefault();
						if (taken.to !== i) setTaken({ ...taken, to: i });
					}}
					onDrop={(e) => {
						e.preventDefault();
						if (taken) move(taken.row, list);
					}}
				>
					{refused && taken?.to === i && <p className={styles.refusal}>{t("grid.board.locked", { why: refused })}</p>}
					<ul className={styles.cards}>
						{sorted.get(list.id)?.map((row) => (
							<Card
								key={row.id}
								row={row}
								fields={fields}
								context={context}
								taken={taken?.row.id === row.id}
								lists={lists}
								list={list.id}
								locked={editable(row, by) ? "" : why(row, by)}
								onKeyDown={onKeyDown(row)}
								onTake={(on) => setTaken(on ? { row, to: i } : null)}
								onMove={(to) => move(row, to)}
								onOpen={() => onOpen(row)}
							/>
						))}
					</ul>
				</section>
			))}
		</div>
	);
}

// walk brings the focus to the card beside, above or below.
function walk(from: EventTarget & Element, key: string): void {
	const card = from.closest("li");
	const list = card?.closest("section");
	if (!card || !list) return;
	const at = [...(card.parentElement?.children ?? [])].indexOf(card);
	const beside = (next: Element | null | undefined) => next?.querySelectorAll<HTMLElement>("li > button:first-child");
	if (key === "ArrowDown") card.nextElementSibling?.querySelector<HTMLElement>("button")?.focus();
	if (key === "ArrowUp") card.previousElementSibling?.querySelector<HTMLElement>("button")?.focus();
	let next = key === "ArrowRight" ? list.nextElementSibling : key === "ArrowLeft" ? list.previousElementSibling : null;
	while (next && !beside(next)?.length)
		next = key === "ArrowRight" ? next.nextElementSibling : next.previousElementSibling;
	const cards = beside(next);
	if (cards?.length) cards[Math.min(at, cards.length - 1)]?.focus();
}
