// @vitest-environment happy-dom
import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, test } from "vitest";
import { Form } from "./form";

test("a form that is sent twice at once is sent once, and again when it was shown", async () => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
	const host = document.createElement("div");
	document.body.append(host);
	let sent = 0;
	await act(async () => createRoot(host).render(<Form onSubmit={() => (sent += 1)}>{null}</Form>));
	const form = host.querySelector("form");
	const submit = async (at: number) => {
		const event = new Event("submit", { bubbles: true, cancelable: true });
		Object.defineProperty(event, "timeStamp", { value: at });
		await act(async () => form?.dispatchEvent(event));
	};
	await submit(1000);
	await submit(1010);
	expect(sent).toBe(1);
	await submit(1200);
	expect(sent).toBe(2);
});
