// @vitest-environment happy-dom
import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { beforeAll, expect, test } from "vitest";
import { Pressable, type PressProps } from "./pressable";

beforeAll(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true }));

// pressed is how often a button does something when it is clicked some times in a row.
async function pressed(props: PressProps, clicks: number): Promise<number> {
	const host = document.createElement("div");
	document.body.append(host);
	let times = 0;
	const root = createRoot(host);
	await act(async () => root.render(createElement(Pressable, { ...props, onPress: () => (times += 1) })));
	const button = host.querySelector("button");
	for (let n = 1; n <= clicks; n++) {
		await act(async () =>
			button?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: n })),
		);
	}
	await act(async () => root.unmount());
	return times;
}

test("a double click on a button that sends something sends it once", async () => {
	expect(await pressed({ isPending: false }, 2)).toBe(1);
});

test("a button at work does nothing", async () => {
	expect(await pressed({ isPending: true }, 1)).toBe(0);
});

test("a button that counts takes every click", async () => {
	expect(await pressed({}, 3)).toBe(3);
});

test("a form is sent once by a double click", async () => {
	const form = document.createElement("form");
	document.body.append(form);
	let sent = 0;
	form.addEventListener("submit", (e) => {
		e.preventDefault();
		sent += 1;
	});
	const root = createRoot(form);
	await act(async () => root.render(createElement(Pressable, { type: "submit", isPending: false })));
	const button = form.querySelector("button");
	for (const detail of [1, 2]) {
		await act(async () => button?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail })));
	}
	expect(sent).toBe(1);
});
