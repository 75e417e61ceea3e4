import { Problem } from "../api/problem";
import { isPassing } from "./faults";
import type { ProjectRows, Told } from "./project-rows";

const first = 2000;
const longest = 30_000;

type List = Pick<ProjectRows, "error" | "refresh"> & {
	readonly meta: object | null;
	subscribe(listener: (what: Told) => void): () => void;
};

// tryAgain reads a list again that stands on the screen and could not be brought
// up to date, until it can be. Where there is nothing yet the page says so itself.
export function tryAgain(rows: List): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let wait = first;
	const stop = rows.subscribe((what) => {
		if (what !== "meta") return;
		clearTimeout(timer);
		if (!rows.error) wait = first;
		else if (rows.meta && passes(rows.error)) {
			timer = setTimeout(() => rows.refresh(), wait);
			wait = Math.min(longest, wait * 2);
		}
	});
	return () => {
		clearTimeout(timer);
		stop();
	};
}

// passes tells an error that goes away without the person: signing in is asked once.
function passes(error: unknown): boolean {
	return isPassing(error) && !(error instanceof Problem && error.status === 401);
}
