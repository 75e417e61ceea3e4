// Said is the line about what was just done, undone or done again; way is the
// button beside it.
export type Said = { text: string; way?: "undo" | "redo"; tone?: "refused" };

type Sayer = (said: Said | null) => void;
let sayer: Sayer | null = null;

export function setSayer(next: Sayer | null): void {
	sayer = next;
}

// sayDone shows the line for a few seconds.
export function sayDone(said: Said): void {
	sayer?.(said);
}
