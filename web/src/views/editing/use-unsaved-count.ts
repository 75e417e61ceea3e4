import { useEffect, useReducer } from "react";
import { edits } from "../../data/projects";

export function useUnsavedCount(): number {
	const [, look] = useReducer((n: number) => n + 1, 0);
	useEffect(() => {
		let planned = false;
		return edits.subscribe(() => {
			if (planned) return;
			planned = true;
			queueMicrotask(() => {
				planned = false;
				look();
			});
		});
	}, []);
	return edits.unsaved;
}
