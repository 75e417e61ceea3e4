import { useCommands } from "../commands/registry";
import { log, type Outcome } from "../data/command-log";
import { useT } from "../i18n/use-lang";
import { announce } from "../ui/announce";
import { tellError } from "../ui/toast-store";

// useUndo offers Ctrl+Z and Ctrl+Shift+Z. In a text field they stay the browser's.
export function useUndo(): void {
	const t = useT();
	const say = async (turn: Promise<Outcome>, done: "portfolio.undo.done" | "portfolio.undo.redone") => {
		const outcome = await turn;
		if (outcome.kind === "done") announce(t(done, { what: outcome.what }));
		if (outcome.kind === "refused") tellError(t("portfolio.undo.refused", { what: outcome.what }));
	};
	useCommands([
		{
			id: "edit.undo",
			title: "portfolio.undo.title",
			group: "do",
			icon: "history",
			keys: "Mod+Z",
			when: () => log.canUndo && !inText(),
			run: () => void say(log.undo(), "portfolio.undo.done"),
		},
		{
			id: "edit.redo",
			title: "portfolio.undo.redo",
			group: "do",
			keys: "Mod+Shift+Z",
			when: () => log.canRedo && !inText(),
			run: () => void say(log.redo(), "portfolio.undo.redone"),
		},
	]);
}

function inText(): boolean {
	const at = document.activeElement;
	return at instanceof HTMLElement && (/^(INPUT|TEXTAREA)$/.test(at.tagName) || at.isContentEditable);
}
