import { iconElement } from "../ui/icon-element";
import type { IconName } from "../ui/icon-shapes";
import "./paint.css";

// paintText is the fast way: one text node, kept when the cell is recycled.
export function paintText(cell: HTMLElement, text: string): void {
	const first = cell.firstChild;
	if (first instanceof Text && !first.nextSibling) {
		if (first.nodeValue !== text) first.nodeValue = text;
		return;
	}
	cell.textContent = text;
}

export function paintMarked(cell: HTMLElement, icon: IconName, word: string): void {
	const text = document.createElement("span");
	text.className = "cell-word";
	text.textContent = word;
	cell.replaceChildren(iconElement(icon), text);
}

export function paintTags(cell: HTMLElement, tags: { name: string; colour: string }[]): void {
	cell.replaceChildren(...tags.map((t) => tag(t.name, t.colour)));
}

export function paintBar(cell: HTMLElement, share: number, word: string): void {
	const track = document.createElement("span");
	track.className = "cell-track";
	const bar = document.createElement("span");
	bar.className = "cell-bar";
	bar.style.inlineSize = `${Math.max(0, Math.min(100, share))}%`;
	track.append(bar);
	const text = document.createElement("span");
	text.className = "cell-figure";
	text.textContent = word;
	cell.replaceChildren(track, text);
}

function tag(name: string, colour: string): HTMLElement {
	const out = document.createElement("span");
	out.className = "cell-tag";
	if (colour) {
		const dot = document.createElement("span");
		dot.className = "cell-dot";
		dot.style.background = `var(--pick-${colour})`;
		out.append(dot);
	}
	out.append(name);
	return out;
}
