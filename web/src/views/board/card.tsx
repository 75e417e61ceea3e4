import type { CSSProperties, KeyboardEvent } from "react";
import type { Attribute, Row } from "../../api/types";
import { edits } from "../../data/projects";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Menu } from "../../ui/menu";
import styles from "./board.module.css";
import type { BoardList } from "./lists";

type Props = {
	row: Row;
	fields: readonly Attribute[];
	context: FieldContext;
	taken: boolean;
	lists: readonly BoardList[];
	// list: the one it stands in
	list: string;
	// locked: why it cannot be moved, "" when it can
	locked: string;
	// place: where it stands in its list, and how many there are
	place: { style: CSSProperties; spot: string; at: number; of: number };
	onKeyDown: (e: KeyboardEvent) => void;
	onFocus: () => void;
	onTake: (on: boolean) => void;
	onMove: (to: BoardList) => void;
	onOpen: () => void;
};

// Card is a project on a board: its name, a few of its values, and where it may go.
export function Card({ row, fields, context, taken, lists, list, locked, place, onTake, onMove, ...on }: Props) {
	const { t, lang } = useLang();
	const name = String(row.name ?? "");
	const own = { ...context, scale: "auto" as const, currency: String(row.currency || context.currency) };
	const state = [...edits.cells(row.id).values()].some((c) => c.state === "failed") ? "failed" : undefined;
	const shown = fields.flatMap((a) => {
		const value = edits.value(row.id, a.key, row[a.key]);
		if (value === null || value === undefined || value === "") return [];
		return [{ a, view: fieldKind(a).view(value, a, own) }];
	});
	return (
		<li
			className={styles.card}
			data-taken={taken || undefined}
			data-state={state}
			data-spot={place.spot}
			style={place.style}
			aria-posinset={place.at}
			aria-setsize={place.of}
			draggable
			onDragStart={(e) => {
				e.dataTransfer.effectAllowed = "move";
				e.dataTransfer.setData("text/plain", name);
				onTake(true);
			}}
			onDragEnd={() => onTake(false)}
		>
			<button
				type="button"
				className={styles.open}
				aria-pressed={taken}
				title={name}
				onKeyDown={on.onKeyDown}
				onFocus={on.onFocus}
				onClick={on.onOpen}
			>
				<span className={styles.cardName}>{name}</span>
			</button>
			{shown.length > 0 && (
				<dl className={styles.values}>
					{shown.map(({ a, view }) => (
						<div key={a.key}>
							<dt>{pick(a.label, lang)}</dt>
							<dd>{view}</dd>
						</div>
					))}
				</dl>
			)}
			<span className={styles.more}>
				<Menu
					label={t("grid.board.move", { name })}
					groups={[
						{
							id: "lists",
							title: locked ? t("grid.board.locked", { why: locked }) : t("grid.board.moveShort"),
							chosen: list || "-",
							entries: lists.map((to) => ({
								id: to.id || "-",
								name: to.name,
								disabled: locked !== "",
								run: () => onMove(to),
							})),
						},
					]}
				>
					<IconButton small icon="more" label={t("grid.board.move", { name })} />
				</Menu>
			</span>
		</li>
	);
}
