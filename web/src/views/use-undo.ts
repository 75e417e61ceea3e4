import { useCommands } from "../commands/registry";
import { log } from "../data/command-log";
import { useUndoing } from "./editing/use-undoing";

// useUndo offers Ctrl+Z and Ctrl+Shift+Z on every page: what was done on one is
// undone from any other. In a text field they stay the browser's.
export function useUndo(): void {
	const { undo, redo } = useUndoing();
	useCommands([
		{
			id: "edit.undo",
			title: "portfolio.undo.title",
			group: "do",
			icon: "history",
			keys: "Mod+Z",
			when: () => log.canUndo && !inText(),
			run: undo,
		},
		{
			id: "edit.redo",
			title: "portfolio.undo.redo",
			group: "do",
			keys: "Mod+Shift+Z",
			when: () => log.canRedo && !inText(),
			run: redo,
		},
		{
			id: "edit.redo.y",
			title: "portfolio.undo.redo",
			group: "do",
			keys: "Mod+Y",
			when: () => log.canRedo && !inText(),
			run: redo,
		},
	]);
}

function inText(): boolean {
	const at = document.activeElement;
	return at instanceof HTMLElement && (/^(INPUT|TEXTAREA)$/.test(at.tagName) || at.isContentEditable);
}
