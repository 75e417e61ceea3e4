// @vitest-environment happy-dom
import { act, useState } from "react";
import { createRoot } from "react-dom/client";
import { expect, test, vi } from "vitest";
import { Dialog } from "./dialog";

vi.mock("../i18n/use-lang", () => ({ useT: () => (key: string) => key }));

function Named({ onClose }: { onClose: () => void }) {
	const [name, setName] = useState("Alpha");
	const [sought, setSought] = useState("");
	return (
		<Dialog title="Name" isOpen onClose={onClose} actions={<button type="button">Keep</button>}>
			<input aria-label="name" value={name} onChange={(e) => setName(e.target.value)} />
			<input type="search" value={sought} onChange={(e) => setSought(e.target.value)} />
		</Dialog>
	);
}

test("Esc closes a dialog at once, and asks first where something was typed", async () => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
	const root = createRoot(document.body.appendChild(document.createElement("div")));
	let closed = 0;
	await act(async () => root.render(<Named onClose={() => (closed += 1)} />));
	const field = (of: string) => document.querySelector(of) as HTMLInputElement;
	const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
	const type = (of: string, text: string) =>
		act(async () => {
			set?.call(field(of), text);
			field(of).dispatchEvent(new Event("input", { bubbles: true }));
		});
	const leave = () =>
		act(async () =>
			field("input").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true })),
		);
	const asked = () => document.querySelectorAll("[role=alertdialog]").length;
	await type("[type=search]", "beta");
	await leave();
	expect([closed, asked()]).toEqual([1, 0]);
	await type("[aria-label=name]", "Beta");
	await leave();
	expect([closed, asked()]).toEqual([1, 1]);
	const go = [...document.querySelectorAll("button")].find((b) => b.textContent === "forms.leaveIt");
	await act(async () => go?.click());
	expect(closed).toBe(2);
	await act(async () => root.unmount());
});
