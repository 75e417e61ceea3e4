// @vitest-environment happy-dom
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { expect, test } from "vitest";
import { useSaving, whileSaving } from "./plan-saving";

test("a plan is being saved until all its changes are answered, refused ones too", async () => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
	const host = document.createElement("p");
	const Said = () => String(useSaving("p1"));
	await act(async () => createRoot(host).render(createElement(Said)));
	let done: (() => void)[] = [];
	const one = () =>
		new Promise<void>((ok, no) => (done = [...done, done.length ? () => no(new Error("refused")) : ok]));
	let all: Promise<unknown> = Promise.resolve();
	await act(async () => {
		all = Promise.allSettled([
			whileSaving("p1", one),
			whileSaving("p1", one),
			whileSaving("p2", () => Promise.resolve()),
		]);
	});
	expect(host.textContent).toBe("true");
	await act(async () => done[0]?.());
	expect(host.textContent).toBe("true");
	await act(async () => {
		done[1]?.();
		await all;
	});
	expect(host.textContent).toBe("false");
});
