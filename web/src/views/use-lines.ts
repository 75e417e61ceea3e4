import { useEffect, useReducer } from "react";
import type { ProjectRows } from "../data/project-rows";
import { edits } from "../data/projects";
import type { GridRow } from "../engine/grid/model";

// useLines are the lines of a list from one to another, as far as they have come;
// it looks again whenever they, or what is typed into them, change.
export function useLines(rows: ProjectRows, from: number, to: number): (GridRow | undefined)[] {
	const [, look] = useReducer((n: number) => n + 1, 0);
	const { source } = rows;
	useEffect(() => {
		source.request(from, to);
		const stops = [source.onChange(look), edits.subscribe(look), rows.subscribe(look)];
		// They may have come between the drawing and the listening.
		look();
		return () => {
			for (const stop of stops) stop();
		};
	}, [rows, source, from, to]);
	const end = Math.min(to, source.count);
	return Array.from({ length: Math.max(0, end - from) }, (_, i) => source.row(from + i));
}
