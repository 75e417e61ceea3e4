import { available } from "./registry";

const patience = 1200;

let letters = true;

// setLetters says whether single letters act (WCAG 2.1.4: they can be switched
// off): as the person signed in has chosen.
export function setLetters(on: boolean): void {
	letters = on;
}

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

// pressName writes a key press as a command's keys do: "Mod+K", "Alt+ArrowUp", "?".
export function pressName(e: Press): string {
	const letter = e.key.length === 1;
	let name = letter ? e.key.toLowerCase() : e.key;
	const mod = e.ctrlKey || e.metaKey;
	if (mod && letter) name = name.toUpperCase();
	const parts = [mod && "Mod", e.altKey && "Alt", e.shiftKey && (!letter || mod) && "Shift", name];
	return parts.filter(Boolean).join("+");
}

// Sequence remembers the first letter of "g p" for a moment.
export class Sequence {
	#first = "";
	#at = 0;

	// next answers the names a press may stand for, the longest first.
	next(name: string, now: number): string[] {
		const names = this.#first && now - this.#at < patience ? [`${this.#first} ${name}`, name] : [name];
		this.#first = name;
		this.#at = now;
		return names;
	}

	clear(): void {
		this.#first = "";
	}
}

// typing tells whether a key belongs to what has the focus: a field, a grid in
// its navigation, an open menu.
export function typing(target: EventTarget | null): boolean {
	if (!(target instanceof HTMLElement)) return false;
	if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
	return target.closest('[role="grid"], [role="treegrid"], [role="menu"], [role="listbox"]') !== null;
}

// listenToKeys runs commands by their keys until stopped.
export function listenToKeys(): () => void {
	const sequence = new Sequence();
	const onKey = (e: KeyboardEvent) => {
		if (e.defaultPrevented || e.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(e.key)) return;
		const held = e.ctrlKey || e.metaKey || e.altKey;
		if (!held && (typing(e.target) || !letters || modalOpen())) return sequence.clear();
		const names = held ? [pressName(e)] : sequence.next(pressName(e), e.timeStamp);
		const command = names.map((n) => available().find((c) => c.keys === n)).find(Boolean);
		if (!command) return;
		e.preventDefault();
		sequence.clear();
		command.run();
	};
	window.addEventListener("keydown", onKey);
	return () => window.removeEventListener("keydown", onKey);
}

function modalOpen(): boolean {
	return document.querySelector('[role="dialog"][data-rac], [role="alertdialog"]') !== null;
}

const mac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

const drawn: Record<string, string> = {
	ArrowUp: "↑",
	ArrowDown: "↓",
	ArrowLeft: "←",
	ArrowRight: "→",
	Enter: "↵",
	Escape: "Esc",
	Backspace: "⌫",
	PageUp: "Pg↑",
	PageDown: "Pg↓",
	ContextMenu: "≣",
};

// showKeys writes keys for people: "Ctrl+K", or "⌘K" on a Mac.
export function showKeys(keys: string): string {
	return keys
		.split(" ")
		.map((press) =>
			press
				.split("+")
				.map((k) => (k === "Mod" ? (mac ? "⌘" : "Ctrl") : (drawn[k] ?? (k.length === 1 ? k.toUpperCase() : k))))
				.join(mac ? "" : "+"),
		)
		.join(" ");
}
