/** From a key press to what the grid does. */

import { type Command, commandOf, typedText } from "./keys";
import type { Motion } from "./selection";

/** What keys ask of the grid. */
export type KeyActions = {
	readonly editing: boolean;
	move(motion: Motion, extend: boolean): void;
	selectWhole(what: "all" | "rows" | "columns"): void;
	/** Edits the active cell; `typed` replaces its value. False when it cannot be. */
	edit(typed: string | undefined): boolean;
	/** True when typing would open an editor. */
	canType(): boolean;
	/** Takes keys that come before the editor has the focus. */
	typeAhead(text: string): void;
	leaveEditor(): void;
	/** Enter: sorts, folds, asks again or edits, by what is active. */
	activate(add: boolean): void;
	peek(): void;
	open(): void;
	menu(): void;
	clear(): void;
	shiftColumn(by: number): void;
	widenColumn(by: number): void;
	/** False when there is nothing to fill: the key is then the browser's. */
	fill(direction: "down" | "right", series: boolean): boolean;
};

/** Handles a key pressed while the grid itself has the focus. */
export function press(event: KeyboardEvent, actions: KeyActions): void {
	const command = commandOf(event, "navigate");
	if (actions.editing) pressEarly(event, actions);
	else if (command?.do === "fill") {
		if (actions.fill(command.direction, command.series)) event.preventDefault();
	} else if (command) {
		event.preventDefault();
		obey(command, actions);
	} else pressText(event, actions);
}

function pressText(event: KeyboardEvent, actions: KeyActions): void {
	const text = typedText(event);
	if (text === undefined || !actions.canType()) return;
	if (text !== "") event.preventDefault();
	actions.edit(text);
}

function pressEarly(event: KeyboardEvent, actions: KeyActions): void {
	const command = commandOf(event, "edit");
	const text = typedText(event);
	if (!command && text === undefined) return;
	event.preventDefault();
	if (command) actions.leaveEditor();
	else if (text) actions.typeAhead(text);
}

function obey(command: Command, actions: KeyActions): void {
	if (command.do === "move") actions.move(command.motion, command.extend);
	else if (command.do === "select") actions.selectWhole(command.what);
	else if (command.do === "edit") actions.edit(undefined);
	else if (command.do === "overwrite") actions.edit("");
	else if (command.do === "activate") actions.activate(command.add);
	else if (command.do === "peek") actions.peek();
	else if (command.do === "open") actions.open();
	else if (command.do === "menu") actions.menu();
	else if (command.do === "clear") actions.clear();
	else if (command.do === "shift") actions.shiftColumn(command.by);
	else if (command.do === "widen") actions.widenColumn(command.by);
}
