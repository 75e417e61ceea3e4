import { useEffect, useRef } from "react";
import { useRun } from "./queries";
import type { Import } from "./types";

// useDryRun has the server check the import when a step needs its report and a
// correction has thrown it away.
export function useDryRun(i: Import) {
	const run = useRun(i.id, "dry-run");
	const asked = useRef(false);
	const wanted = !i.report && !run.isPending && !run.error;
	useEffect(() => {
		if (!wanted || asked.current) return;
		asked.current = true;
		run.mutate(undefined, {
			onSettled: () => {
				asked.current = false;
			},
		});
	}, [wanted, run]);
	return run;
}
