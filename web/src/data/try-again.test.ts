import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../api/problem";
import type { Told } from "./project-rows";
import { tryAgain } from "./try-again";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

// List stands for rows that are on the screen and can no longer be read.
class List {
	error: unknown = null;
	meta: object | null = {};
	read = 0;
	#listeners = new Set<(what: Told) => void>();

	refresh(): void {
		this.read++;
	}
	subscribe(listener: (what: Told) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
	becomes(error: unknown): void {
		this.error = error;
		for (const listener of this.#listeners) listener("meta");
	}
}

test("a list that could not be read again is read until it can, ever more slowly", () => {
	const list = new List();
	tryAgain(list);
	list.becomes(new Problem(503, {}));
	vi.advanceTimersByTime(2000);
	expect(list.read).toBe(1);
	list.becomes(new Problem(503, {}));
	vi.advanceTimersByTime(2000);
	expect(list.read).toBe(1);
	vi.advanceTimersByTime(2000);
	expect(list.read).toBe(2);
	list.becomes(null);
	vi.advanceTimersByTime(60_000);
	expect(list.read).toBe(2);
	list.becomes(new Problem(0, {}));
	vi.advanceTimersByTime(2000);
	expect(list.read).toBe(3);
});

test("what the server refuses is not asked again, nor without a session, nor what the page says by itself", () => {
	const refused = new List();
	tryAgain(refused);
	refused.becomes(new Problem(422, {}));
	refused.becomes(new Problem(401, {}));
	const empty = new List();
	empty.meta = null;
	tryAgain(empty);
	empty.becomes(new Problem(503, {}));
	vi.advanceTimersByTime(60_000);
	expect(refused.read + empty.read).toBe(0);
});

test("a list that is left is not read again", () => {
	const list = new List();
	const stop = tryAgain(list);
	list.becomes(new Problem(503, {}));
	stop();
	vi.advanceTimersByTime(60_000);
	expect(list.read).toBe(0);
});
