import { type IconName, type Shape, shapes } from "../ui/icon-shapes";
import "./paint.css";

// What is painted into a cell is one text node: the picture beside it is drawn by
// the cell itself, from its attributes data-mark and data-say and the properties
// --mark-tone and --mark-share. A grid of a thousand cells has a thousand nodes.

// paintText shows a text and no picture; it keeps the text node of a recycled cell.
export function paintText(cell: HTMLElement, text: string): void {
	if (cell.dataset.mark !== undefined) delete cell.dataset.mark;
	write(cell, text);
}

function write(cell: HTMLElement, text: string): void {
	const first = cell.firstChild;
	if (first instanceof Text && !first.nextSibling) {
		if (first.nodeValue !== text) first.nodeValue = text;
		return;
	}
	cell.textContent = text;
}

function mark(cell: HTMLElement, name: string): void {
	if (cell.dataset.mark !== name) cell.dataset.mark = name;
}

// paintMarked shows an icon and its word.
export function paintMarked(cell: HTMLElement, icon: IconName, word: string): void {
	learn(icon);
	mark(cell, icon);
	write(cell, word);
}

// paintDot shows a word with a dot of its colour, none where it has no colour.
export function paintDot(cell: HTMLElement, colour: string, word: string): void {
	if (!colour) {
		paintText(cell, word);
		return;
	}
	mark(cell, "dot");
	tone(cell, colour);
	write(cell, word);
}

// paintPerson shows a name with its initials on a colour that stays theirs.
export function paintPerson(cell: HTMLElement, name: string, initials: string, colour: string): void {
	mark(cell, "person");
	if (cell.dataset.say !== initials) cell.dataset.say = initials;
	tone(cell, colour);
	write(cell, name);
}

// paintBar shows a share of a hundred as a bar with its figure.
export function paintBar(cell: HTMLElement, share: number, word: string): void {
	mark(cell, "bar");
	const wanted = `${Math.max(0, Math.min(100, share))}%`;
	if (cell.style.getPropertyValue("--mark-share") !== wanted) cell.style.setProperty("--mark-share", wanted);
	write(cell, word);
}

function tone(cell: HTMLElement, colour: string): void {
	const wanted = `var(--pick-${colour})`;
	if (cell.style.getPropertyValue("--mark-tone") !== wanted) cell.style.setProperty("--mark-tone", wanted);
}

// paintTags shows several words, each in a frame of its own.
export function paintTags(cell: HTMLElement, tags: { name: string; colour: string }[]): void {
	if (cell.dataset.mark !== undefined) delete cell.dataset.mark;
	cell.replaceChildren(...tags.map((t) => tag(t.name, t.colour)));
}

function tag(name: string, colour: string): HTMLElement {
	const out = document.createElement("span");
	out.className = "cell-tag";
	paintDot(out, colour, name);
	return out;
}

const known = new Set<IconName>();
let sheet: CSSStyleSheet | undefined;

// learn gives the marks of an icon its shape, cut out of the same drawing.
function learn(icon: IconName): void {
	if (known.has(icon)) return;
	known.add(icon);
	if (!sheet) {
		sheet = new CSSStyleSheet();
		document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
	}
	sheet.insertRule(`[data-mark="${icon}"]{--mark-shape:url("data:image/svg+xml,${encodeURIComponent(cutOut(icon))}")}`);
}

function cutOut(icon: IconName): string {
	const shape: Shape = shapes[icon];
	const stroke = (colour: string, width: number) =>
		`fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"`;
	const parts = shape.map(([path, paint = "line"]) => {
		const how = {
			fill: 'fill="#fff"',
			second: 'fill="#fff"',
			line: stroke("#fff", 1.5),
			"second-line": stroke("#000", 1.7),
		};
		return `<path d="${path}" ${how[paint]}/>`;
	});
	const size = 'viewBox="0 0 16 16" width="16" height="16"';
	return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><mask id="m">${parts.join("")}</mask><path d="M0 0h16v16H0z" mask="url(#m)"/></svg>`;
}
