import { send } from "../api/client";
import { log } from "./command-log";

// rememberChange lets a change that the server made as one be taken back, and done again.
// told: what has to be read again here, after either.
export function rememberChange(number: number | undefined, what: string, told: () => void): void {
	if (!number) return;
	let last = number;
	const turn = async () => {
		const now = await send<{ gone_by?: number }>("POST", `/changes/${last}/undo`, { body: {} });
		last = now.gone_by ?? last;
		told();
		return true;
	};
	log.add({ what, undo: turn, redo: turn });
	told();
}
