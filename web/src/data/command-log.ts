// Done is something that was done and can be undone. Undoing answers false when
// it cannot be any more, for instance because someone else went on from there.
export type Done = {
	// what: for the person, "Total cost of SAPHIR"
	what: string;
	undo: () => boolean | Promise<boolean>;
	redo: () => boolean | Promise<boolean>;
};

export type Outcome = { kind: "nothing" } | { kind: "done" | "refused"; what: string };

const most = 200;

// CommandLog remembers what a person did on this page, newest last.
export class CommandLog {
	#past: Done[] = [];
	#future: Done[] = [];

	get canUndo(): boolean {
		return this.#past.length > 0;
	}

	get canRedo(): boolean {
		return this.#future.length > 0;
	}

	// add remembers what was just done; what had been undone is forgotten.
	add(done: Done): void {
		this.#past = [...this.#past.slice(-most + 1), done];
		this.#future = [];
	}

	undo(): Promise<Outcome> {
		return this.#turn(this.#past, this.#future, (d) => d.undo());
	}

	redo(): Promise<Outcome> {
		return this.#turn(this.#future, this.#past, (d) => d.redo());
	}

	clear(): void {
		this.#past = [];
		this.#future = [];
	}

	async #turn(from: Done[], to: Done[], act: (d: Done) => boolean | Promise<boolean>): Promise<Outcome> {
		const done = from.pop();
		if (!done) return { kind: "nothing" };
		const ok = await act(done);
		if (!ok) return { kind: "refused", what: done.what };
		to.push(done);
		return { kind: "done", what: done.what };
	}
}

// log is that of this tab.
export const log = new CommandLog();
