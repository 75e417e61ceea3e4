// @vitest-environment happy-dom
import { act, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { expect, test } from "vitest";
import { PopoverBox } from "./popover-box";

function Measures({ onClose }: { onClose: () => void }) {
	const trigger = useRef<HTMLButtonElement>(null);
	const [there, setThere] = useState(true);
	return (
		<>
			<button type="button" ref={trigger}>
				Measures
			</button>
			<PopoverBox label="Measures" trigger={trigger} onClose={onClose}>
				{there && (
					<button type="button" id="remove" onClick={() => setThere(false)}>
						Remove
					</button>
				)}
			</PopoverBox>
		</>
	);
}

test("Esc closes what floats, also when what was focused in it has just gone", async () => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
	const root = createRoot(document.body.appendChild(document.createElement("div")));
	let closed = 0;
	await act(async () => root.render(<Measures onClose={() => (closed += 1)} />));
	const remove = document.querySelector<HTMLButtonElement>("#remove");
	await act(async () => {
		remove?.focus();
		remove?.click();
	});
	(document.activeElement as HTMLElement).blur();
	expect(document.activeElement).toBe(document.body);
	await act(async () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })));
	expect(closed).toBe(1);
	await act(async () => root.unmount());
});
