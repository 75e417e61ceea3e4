// Turned says what came of undoing: done, not possible any more, or left as it is
// because the person said so.
export type Turned = boolean | "left";

// Done is something that was done and can be undone. Undoing answers false when
// it cannot be any more, for instance because someone else went on from there.
export type Done = {
	// what: for the person, "Total cost of SAPHIR"
	what: string;
	undo: () => Turned | Promise<Turned>;
	redo: () => Turned | Promise<Turned>;
	// ready: while it is still being done; false when it was not done after all
	ready?: Promise<boolean>;
};

export type Outcome = { kind: "nothing" } | { kind: "done" | "refused" | "left"; what: string };

const most = 200;

// CommandLog remembers what a person did in this tab, newest last, whatever the
// screen it was done on. One thing at a time is undone, however fast the keys.
export class CommandLog {
	#past: Done[] = [];
	#future: Done[] = [];
	#last: Promise<unknown> = Promise.resolve();
	// turning: how many are being undone or done again; until they are, they stand nowhere
	#turning = 0;

	get canUndo(): boolean {
		return this.#past.length > 0 || this.#turning > 0;
	}

	get canRedo(): boolean {
		return this.#future.length > 0 || this.#turning > 0;
	}

	// add remembers what was just done; what had been undone is forgotten.
	add(done: Done): void {
		this.#past = [...this.#past.slice(-most + 1), done];
		this.#future = [];
		void done.ready?.then((well) => {
			if (!well) this.#past = this.#past.filter((one) => one !== done);
		});
	}

	undo(): Promise<Outcome> {
		return this.#turn(
			() => this.#past,
			() => this.#future,
			(d) => d.undo(),
		);
	}

	redo(): Promise<Outcome> {
		return this.#turn(
			() => this.#future,
			() => this.#past,
			(d) => d.redo(),
		);
	}

	clear(): void {
		this.#past = [];
		this.#future = [];
	}

	#turn(from: () => Done[], to: () => Done[], act: (d: Done) => Turned | Promise<Turned>): Promise<Outcome> {
		this.#turning++;
		const next = this.#last
			.then(() => this.#one(from, to, act))
			.finally(() => {
				this.#turning--;
			});
		this.#last = next.catch(() => undefined);
		return next;
	}

	async #one(from: () => Done[], to: () => Done[], act: (d: Done) => Turned | Promise<Turned>): Promise<Outcome> {
		await from().at(-1)?.ready;
		const done = from().pop();
		if (!done) return { kind: "nothing" };
		const { what } = done;
		const turned = await Promise.resolve(act(done)).catch((error) => {
			from().push(done);
			throw error;
		});
		if (turned === true) to().push(done);
		if (turned === "left") from().push(done);
		return { kind: turned === true ? "done" : turned === "left" ? "left" : "refused", what };
	}
}

// log is that of this tab.
export const log = new CommandLog();
