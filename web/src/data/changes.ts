import { send } from "../api/client";
import type { Id } from "../api/types";
import { log } from "./command-log";
import { tellOwn } from "./live";

// rememberChange lets a change of the server, by its number, be taken back, and done
// again, as one; projects are those that it touches, and turned is called once it was. A
// number of 0 is no change.
export function rememberChange(number: number, what: string, projects: readonly Id[], turned?: () => void): void {
	if (!number) return;
	let last = number;
	const back = async () => {
		const now = await send<{ gone_by?: number }>("POST", `/changes/${last}/undo`, { body: {} });
		last = now.gone_by ?? last;
		turned?.();
		tellOwn("project", projects);
		return true;
	};
	log.add({ what, undo: back, redo: back });
	tellOwn("project", projects);
}
