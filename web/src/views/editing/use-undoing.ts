import { log, type Outcome } from "../../data/command-log";
import { useT } from "../../i18n/use-lang";
import { tellError } from "../../ui/toast-store";
import { sayDone } from "./undo-said";

// useUndoing are undo and redo, with the line that says what was turned.
export function useUndoing(): { undo: () => void; redo: () => void } {
	const t = useT();
	const turn = async (going: Promise<Outcome>, way: "undo" | "redo") => {
		const outcome = await going.catch(tellError);
		if (!outcome || outcome.kind === "nothing") return;
		const { kind, what } = outcome;
		if (kind === "done") {
			const undone = way === "undo";
			sayDone({ text: t(undone ? "editing.undone" : "editing.redone", { what }), way: undone ? "redo" : "undo" });
		} else sayDone({ text: t(kind === "left" ? "editing.left" : "editing.gone", { what }), tone: "refused" });
	};
	return { undo: () => void turn(log.undo(), "undo"), redo: () => void turn(log.redo(), "redo") };
}
