/** The one editor: where it stands, what was typed for it, how it ends. */

import { columnLeft, columnWidth } from "./geometry";
import type { Direction, Editor, EditRequest, GridEvents, GridRow } from "./model";
import { cellValue } from "./scene";
import { rectOf } from "./sight";
import type { Stage } from "./stage";

export type Via = EditRequest["via"];

type Session = {
	readonly rowId: string;
	readonly key: string;
	readonly seen: unknown;
	typed: string | undefined;
	editor: Editor | undefined;
};

/** What the grid does when an edit ends. */
type Ended = (move: Direction | undefined) => void;

export class Editing {
	private readonly stage: Stage;
	private readonly events: GridEvents;
	private readonly ended: Ended;
	private readonly lane: HTMLElement;
	private readonly box: HTMLElement;
	private session: Session | undefined;

	constructor(stage: Stage, events: GridEvents, ended: Ended) {
		const document = stage.root.ownerDocument;
		this.stage = stage;
		this.events = events;
		this.ended = ended;
		this.lane = document.createElement("div");
		this.lane.className = "vg-lane";
		this.lane.setAttribute("role", "row");
		this.box = document.createElement("div");
		this.box.className = "vg-editor";
		this.box.setAttribute("role", "gridcell");
		this.lane.append(this.box);
	}

	get open(): boolean {
		return this.session !== undefined;
	}

	/** Opens on a cell that is in view; `typed` replaces its value. */
	start(rowIndex: number, row: GridRow, col: number, typed: string | undefined, via: Via): void {
		this.leave();
		const column = this.stage.scene.columns[col]?.column;
		if (!column || !this.events.onEdit) return;
		const key = column.key;
		const value = cellValue(row, column);
		const session: Session = { rowId: row.id, key, seen: value, typed, editor: undefined };
		this.session = session;
		this.stage.body.element.append(this.lane);
		this.place();
		const over = (act: () => void) => {
			if (this.session === session) act();
		};
		session.editor = this.events.onEdit({
			rowIndex,
			row,
			column,
			value,
			element: this.box,
			rect: rectOf(this.stage, rowIndex, col),
			get initialText() {
				return session.typed;
			},
			via,
			commit: (value, move, why) => over(() => this.commit(session, value, move, false, why)),
			commitAll: (value) => over(() => this.commit(session, value, undefined, true)),
			...(this.events.onKeep ? { keep: (text: string, why: string) => over(() => this.keep(session, text, why)) } : {}),
			cancel: () => over(() => this.end(undefined)),
		});
	}

	/** Keeps what is typed before the editor has the focus. */
	type(text: string): void {
		if (this.session) this.session.typed = (this.session.typed ?? "") + text;
	}

	/** Puts the editor over its cell again; ends it when the cell is gone. */
	place(): void {
		const { session, stage, box, lane } = this;
		if (!session) return;
		const { scene } = stage;
		const row = scene.source.indexOf(session.rowId);
		const col = scene.columns.findIndex((laid) => laid.column.key === session.key);
		if (row === undefined || col < 0) {
			this.leave();
			return;
		}
		lane.style.top = `${stage.top(row)}px`;
		lane.setAttribute("aria-rowindex", String(row + 2));
		box.setAttribute("aria-colindex", String(col + 1));
		box.classList.toggle("vg-pinned", col < scene.axis.pinned);
		box.style.left = `${columnLeft(scene.axis, col)}px`;
		box.style.width = `${columnWidth(scene.axis, col)}px`;
	}

	/** Asks the editor to end by itself, and cancels when it does not. */
	leave(): void {
		const session = this.session;
		if (!session) return;
		session.editor?.leave?.();
		if (this.session === session) this.close();
	}

	private commit(session: Session, value: unknown, move: Direction | undefined, all: boolean, why?: string): void {
		const { rowId, key, seen } = session;
		this.close();
		this.events.onCommit?.({ rowId, key, value, seen, all, ...(why ? { why } : {}) });
		this.ended(move);
	}

	private keep(session: Session, text: string, why: string): void {
		const { rowId, key } = session;
		this.close();
		this.events.onKeep?.({ rowId, key, text, why });
	}

	private end(move: Direction | undefined): void {
		this.close();
		this.ended(move);
	}

	private close(): void {
		this.session = undefined;
		this.lane.remove();
	}
}
