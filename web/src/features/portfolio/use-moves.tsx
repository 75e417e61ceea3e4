import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import type { Portfolio, Row } from "../../api/types";
import { log } from "../../data/command-log";
import type { ProjectRows } from "../../data/project-rows";
import { backwards, type Move, moveProject, useWrite } from "../../data/projects";
import type { MessageKey } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { tellError } from "../../ui/toast-store";
import styles from "./portfolio.module.css";

export type Moves = {
	move: (move: Move, rows: Row[]) => void;
	join: (portfolio: Portfolio, rows: Row[]) => void;
	leave: (portfolio: Portfolio, rows: Row[]) => void;
	dialog: ReactNode;
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
	const [said, setSaid] = useState<{ text: string } | null>(null);
	const run = useWrite((task: () => Promise<void>) => task());
	const act = async (task: () => Promise<void>): Promise<boolean> => {
		try {
			await run.mutateAsync(task);
			return true;
		} catch (error) {
			tellError(error);
			return false;
		} finally {
			rows.refresh();
		}
	};
	const remember = (text: string, undo: () => Promise<void>, redo: () => Promise<void>) => {
		log.add({ what: text, undo: () => act(undo), redo: () => act(redo) });
		announce(text);
		const mark = { text };
		setSaid(mark);
		setTimeout(() => setSaid((now) => (now === mark ? null : now)), 9000);
	};
	const each = (move: Move, list: Row[]) => async () => {
		for (const row of list) await moveProject(move, row);
	};
	const move = async (m: Move, list: Row[]) => {
		if (!(await act(each(m, list)))) return;
		const now = list.map((row) => ({ ...row, version: row.version + 1 }));
		remember(t(done[m], { count: list.length }), each(backwards[m], now), each(m, list.map(later)));
	};
	const members = (p: Portfolio, change: { add?: string[]; remove?: string[] }) => async () => {
		await api.post(`/portfolios/${p.id}/members`, change);
	};
	const set = async (p: Portfolio, list: Row[], joins: boolean) => {
		const ids = list.map((row) => row.id);
		const [there, back] = [members(p, { add: ids }), members(p, { remove: ids })];
		if (!(await act(joins ? there : back))) return;
		const text = t(joins ? "portfolio.moved.join" : "portfolio.moved.leave", { count: ids.length, name: p.name });
		remember(text, joins ? back : there, joins ? there : back);
	};
	const undo = () => {
		setSaid(null);
		void log.undo();
	};
	return {
		move: (m, list) => void move(m, list),
		join: (p, list) => void set(p, list, true),
		leave: (p, list) => void set(p, list, false),
		dialog: said && (
			<div className={styles.said}>
				<Icon name="check" />
				<span>{said.text}</span>
				<Button small onPress={undo}>
					{t("portfolio.undo.title")}
				</Button>
			</div>
		),
	};
}

// later is a row after it has gone and come back.
function later(row: Row): Row {
	return { ...row, version: row.version + 2 };
}
