import { useEffect, useReducer } from "react";
import type { Id, Row } from "../../api/types";
import { edits } from "../../data/projects";

// useEdits renders again when a change of a project is made, saved or refused,
// and answers the newest version of it that this tab knows.
export function useEdits<R extends Row>(row: R): R;
export function useEdits(row: Row): Row {
	const [, tick] = useReducer((n: number) => n + 1, 0);
	const id: Id = row.id;
	useEffect(() => edits.subscribe((event) => event.id === id && tick()), [id]);
	return edits.latest(row);
}
