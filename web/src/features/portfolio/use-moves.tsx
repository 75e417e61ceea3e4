import { api } from "../../api/client";
import type { Portfolio, Row } from "../../api/types";
import { log } from "../../data/command-log";
import { type Move, moveProjects } from "../../data/moves";
import type { ProjectRows } from "../../data/project-rows";
import { useWrite } from "../../data/projects";
import type { MessageKey } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { tellError } from "../../ui/toast-store";
import { sayDone } from "../../views/editing/undo-said";

export type Moves = {
	move: (move: Move, rows: Row[]) => void;
	join: (portfolio: Portfolio, rows: Row[]) => void;
	leave: (portfolio: Portfolio, rows: Row[]) => void;
};

const done: Record<Move, MessageKey> = {
	archive: "portfolio.moved.archive",
	unarchive: "portfolio.moved.unarchive",
	delete: "portfolio.moved.delete",
	restore: "portfolio.moved.restore",
};

// useMoves brings projects into the archive, the bin or a portfolio, and back.
// Each can be undone: by Ctrl+Z, and by the button that stays for a while.
export function useMoves(rows: ProjectRows): Moves {
	const t = useT();
	const run = useWrite((task: () => Promise<void>) => task());
	const act = async (task: () => Promise<void>, text: string) => {
		try {
			await run.mutateAsync(task);
			sayDone({ text, way: "undo" });
		} catch (error) {
			tellError(error);
		} finally {
			rows.refresh();
		}
	};
	const move = (m: Move, list: Row[]) => {
		const text = t(done[m], { count: list.length });
		return act(() => moveProjects(m, list, text), text);
	};
	const set = (p: Portfolio, list: Row[], joins: boolean) => {
		const ids = list.map((row) => row.id);
		const members = async (change: { add?: string[]; remove?: string[] }) => {
			await api.post(`/portfolios/${p.id}/members`, change);
			rows.refresh();
			return true;
		};
		const add = () => members({ add: ids });
		const remove = () => members({ remove: ids });
		const text = t(joins ? "portfolio.moved.join" : "portfolio.moved.leave", { count: ids.length, name: p.name });
		return act(async () => {
			await (joins ? add() : remove());
			log.add({ what: text, undo: joins ? remove : add, redo: joins ? add : remove });
		}, text);
	};
	return {
		move: (m, list) => void move(m, list),
		join: (p, list) => void set(p, list, true),
		leave: (p, list) => void set(p, list, false),
	};
}
