import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { Attribute, Row } from "../../api/types";
import { edits } from "../../data/projects";
import { keys } from "../../data/query-keys";
import { type RowQuery, readRows } from "../../data/rows";
import type { FieldContext } from "../../fields/kind";
import { useLang } from "../../i18n/use-lang";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { useShown } from "../use-window";
import type { BoardState } from "../view-state";
import styles from "./board.module.css";
import { Lane } from "./lane";
import { type BoardList, cardHeight, idOfValue, listsOf, sectionsOf, sizes } from "./lists";
import { useMoving } from "./use-moving";

type Props = {
	query: RowQuery;
	board: BoardState;
	attributes: readonly Attribute[];
	context: FieldContext;
	editable: (row: Row, attribute: Attribute) => boolean;
	// why: says why a project cannot be moved
	why: (row: Row, attribute: Attribute) => string;
	onOpen: (row: Row) => void;
};

// Board shows each project as a card in the list of its stage, or of any value.
// A card is moved by the mouse, by keys, or by its menu. Only what is seen is drawn
// and asked for, however many there are.
export function Board(props: Props) {
	const { board, attributes } = props;
	const { t } = useLang();
	const by = attributes.find((a) => a.key === board.by);
	const lanes = attributes.find((a) => a.key === board.lanes && a.key !== board.by);
	if (!by) return <EmptyState icon="columns" title={t("grid.board.chooseBy")} />;
	return <Counted {...props} by={by} laneBy={lanes} />;
}

type CountedProps = Props & { by: Attribute; laneBy: Attribute | undefined };

function Counted({ by, laneBy, ...props }: CountedProps) {
	const { query, board, attributes, context } = props;
	const { t } = useLang();
	const cards = useMemo(() => cardsQuery(query, by, laneBy), [query, by, laneBy]);
	const counts = useQuery({
		queryKey: [...keys.projects, "board", cards, by.key, laneBy?.key],
		queryFn: async ({ signal }) => {
			const group = laneBy ? `${laneBy.key},${by.key}` : by.key;
			const page = await readRows({ ...cards, group }, { subtotals: "0-0" }, signal);
			return page.groups ?? [];
		},
		placeholderData: keepPreviousData,
	});
	const groups = counts.data;
	const fields = useMemo(
		() => board.card.flatMap((key) => attributes.find((a) => a.key === key && a.key !== by.key) ?? []),
		[board.card, attributes, by.key],
	);
	const moving = useMoving(by, props.editable, props.why);
	const lists = useMemo(() => {
		const found = laneBy ? (groups ?? []).flatMap((g) => g.groups ?? []) : (groups ?? []);
		return listsOf(
			by,
			found.map((g) => g.value),
			context,
			t,
		);
	}, [by, laneBy, groups, context, t]);
	const lanes = useMemo(
		() =>
			laneBy &&
			listsOf(
				laneBy,
				(groups ?? []).map((g) => g.value),
				context,
				t,
			),
		[laneBy, groups, context, t],
	);
	const card = cardHeight(fields.length);
	const sections = useMemo(() => sectionsOf(groups ?? [], lists, lanes ?? null, card), [groups, lists, lanes, card]);
	const scroller = useRef<HTMLDivElement>(null);
	const across = useShown(scroller, sizes.list + sizes.gap, "across", 1);
	const down = useShown(scroller, card, "down", 2);
	if (counts.error && !groups) return <ErrorState error={counts.error} onRetry={() => void counts.refetch()} />;
	const last = sections.at(-1);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys, empty or still coming too
		<section className={styles.board} ref={scroller} tabIndex={0} aria-label={t("views.displayBoard")} data-board>
			{!groups ? (
				<Skeleton lines={10} />
			) : (
				<div className={styles.content} style={{ width: lists.length * (sizes.list + sizes.gap) }}>
					<Heads lists={lists} counts={totalsOf(lists, sections, moving.moved, by)} />
					<div className={styles.lanes} style={{ height: last ? last.top + last.height : 0 }}>
						{sections
							.filter(
								(s) =>
									moving.keeps(s.lane?.id ?? "") ||
									(s.top < down.to * card && s.top + s.height > down.from * card - sizes.laneHead),
							)
							.map((section) => (
								<Lane
									key={section.lane?.id ?? "all"}
									{...{ section, lists, fields, by, laneBy, moving, card, across }}
									query={cards}
									attributes={attributes}
									context={context}
									editable={props.editable}
									why={props.why}
									onOpen={props.onOpen}
									shown={{ from: down.from * card, to: down.to * card }}
								/>
							))}
					</div>
				</div>
			)}
		</section>
	);
}

// cardsQuery asks for the cards of a board: neither groups nor a comparison.
function cardsQuery(query: RowQuery, by: Attribute, lanes: Attribute | undefined): RowQuery {
	const fields = [...new Set([...query.fields, by.key, ...(lanes ? [lanes.key] : [])])];
	return { ...query, group: "", tree: "", compareTo: "", fields };
}

type HeadsProps = { lists: readonly BoardList[]; counts: readonly number[] };

function Heads({ lists, counts }: HeadsProps) {
	return (
		<div className={styles.heads} aria-hidden="true">
			{lists.map((list, i) => (
				<div key={list.id} className={styles.head}>
					{list.colour && <span className={styles.dot} style={{ background: `var(--pick-${list.colour})` }} />}
					<span className={styles.headName}>{list.name}</span>
					<span className={styles.count}>{counts[i]}</span>
				</div>
			))}
		</div>
	);
}

type Counts = { counts: readonly number[] };

// totalsOf are how many cards each list has, those under way where they go to.
function totalsOf(lists: readonly BoardList[], sections: readonly Counts[], moved: Iterable<Row>, by: Attribute) {
	const out = lists.map((_, i) => sections.reduce((sum, s) => sum + (s.counts[i] ?? 0), 0));
	for (const row of moved) {
		const edit = edits.cell(row.id, by.key);
		if (!edit || edit.state === "failed" || edit.state === "conflict") continue;
		const from = lists.findIndex((l) => l.id === idOfValue(edit.before));
		const to = lists.findIndex((l) => l.id === idOfValue(edit.value));
		if (from >= 0) out[from] = (out[from] ?? 0) - 1;
		if (to >= 0) out[to] = (out[to] ?? 0) + 1;
	}
	return out;
}
