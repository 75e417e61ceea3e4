import { beforeEach, expect, test, vi } from "vitest";

let it: typeof import("./connection");
let read = 0;

beforeEach(async () => {
	vi.resetModules();
	it = await import("./connection");
	read = 0;
	it.onReturn(() => read++);
});

test("what was done between the first reading and the beginning of the stream was missed", () => {
	it.wasRead(7);
	expect(it.hears(9)).toBe(true);
});

test("nothing was missed where the stream begins at what was read", () => {
	it.wasRead(7);
	expect(it.hears(7)).toBe(false);
});

test("a later reading of other rows does not hide what the first one lacks", () => {
	it.wasRead(7);
	it.wasRead(9);
	expect(it.hears(9)).toBe(true);
});

test("before anything is read nothing can be missed", () => {
	expect(it.hears(9)).toBe(false);
	it.wasRead(9);
	it.wasRead(12);
	expect(read).toBe(0);
});

test("a stream that goes on after what was told leaves nothing out", () => {
	it.hears(7);
	it.wasTold(8);
	it.wasTold(9);
	expect(it.hears(9)).toBe(false);
	expect(it.hears(11)).toBe(true);
});

test("a tab that takes the stream over from another learns what was done in between", () => {
	it.wasRead(7);
	it.wasTold(8);
	expect(it.hears(10)).toBe(true);
});

test("an instance that went back to an earlier state is read again", () => {
	it.hears(20);
	expect(it.hears(12)).toBe(true);
});

test("an answer that crossed the beginning of the stream is read again, once", () => {
	it.hears(9);
	it.wasRead(8);
	expect(read).toBe(1);
	it.wasRead(8);
	expect(read).toBe(1);
});

test("a doubt that ends after the server was heard again says nothing", async () => {
	let found = (_: "lost") => {};
	const looked = it.silent(
		() =>
			new Promise((resolve) => {
				found = resolve;
			}),
	);
	it.hears(3);
	found("lost");
	await looked;
	expect(it.connection().state).toBe("live");
});

test("a doubt that nothing answers is said", async () => {
	await it.silent(async () => "lost");
	expect(it.connection().state).toBe("lost");
});
