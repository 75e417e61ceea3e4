// What is typed while the palette is on its way belongs to it, not to the page under
// it, where letters are commands and start an edit.

const patience = 5000;

// Ahead is what was typed, and whether Enter came after it.
export type Ahead = { text: string; entered: boolean };

let stop: (() => Ahead) | null = null;

// gather keeps what is typed from now on, until take or for a few seconds. Esc lets
// the keys go again.
export function gather(): void {
	stop?.();
	let text = "";
	let entered = false;
	const onKey = (e: KeyboardEvent) => {
		if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
		if (e.key === "Escape") {
			text = "";
			return void stop?.();
		}
		if (e.key === "Backspace") text = text.slice(0, -1);
		else if ([...e.key].length === 1) text += e.key;
		else if (e.key === "Enter") entered = true;
		else return;
		e.preventDefault();
		e.stopImmediatePropagation();
	};
	const late = setTimeout(() => stop?.(), patience);
	stop = () => {
		stop = null;
		clearTimeout(late);
		window.removeEventListener("keydown", onKey, true);
		return { text, entered };
	};
	window.addEventListener("keydown", onKey, true);
}

// take ends the gathering and answers what was typed.
export function take(): Ahead {
	return stop?.() ?? { text: "", entered: false };
}
