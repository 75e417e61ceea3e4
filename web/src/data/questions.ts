import type { Row } from "../api/types";
import type { Change } from "./ledger";

// Doubt is a cell that would not be written as asked: why, and the text it was to
// take, or what someone else has put there since.
export type Doubt = { row: Row; key: string; value: unknown; text?: string; why: string; theirs?: unknown };

// Question is put before anything is written, or written over. accepted is what
// would go without it.
export type Question = {
	what: string;
	kind: "paste" | "write" | "undo";
	accepted: readonly Change[];
	doubts: readonly Doubt[];
	// reason: why it is done, which the person may add while deciding
	reason?: { text: string };
};

// Reply: only what is accepted, that and what others have changed, or nothing.
export type Reply = "rest" | "all" | "none";

type Asker = (question: Question) => Promise<Reply>;
let asker: Asker | null = null;

// setAsker says who puts questions to the person; the shell does.
export function setAsker(next: Asker | null): void {
	asker = next;
}

// ask puts a question; where no one can be asked nothing is done.
export function ask(question: Question): Promise<Reply> {
	return asker ? asker(question) : Promise.resolve("none");
}
