import styles from "./tooltip.module.css";

const wait = 500;
const linger = 60;
const gap = 6;

// watchTips shows the words of the element under the pointer, or of the one that
// the keyboard has come to. Esc takes them away; the name of the element says the
// same to those who hear it.
export function watchTips(document: Document): () => void {
	const stop = new AbortController();
	const box = document.createElement("div");
	box.className = styles.tooltip ?? "";
	box.setAttribute("aria-hidden", "true");
	let on: Element | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const hide = () => {
		clearTimeout(timer);
		on = null;
		box.remove();
	};
	const show = (element: Element) => {
		const { tip, tipKeys } = (element as HTMLElement).dataset;
		if (!tip || !element.isConnected) return;
		box.textContent = tip;
		if (tipKeys) {
			const keys = document.createElement("kbd");
			keys.className = styles.keys ?? "";
			keys.textContent = tipKeys;
			box.append(keys);
		}
		document.body.append(box);
		place(box, element);
	};
	const ask = (element: Element | null, after: number) => {
		if (element === on) return;
		clearTimeout(timer);
		on = element;
		if (!element) timer = setTimeout(hide, linger);
		else if (box.isConnected) show(element);
		else timer = setTimeout(() => show(element), after);
	};
	const tipped = (target: EventTarget | null) => (target instanceof Element ? target.closest("[data-tip]") : null);
	const { signal } = stop;
	const listen = (name: string, act: (e: Event) => void) =>
		document.addEventListener(name, act, { signal, capture: true, passive: true });
	listen("pointerover", (e) => (e as PointerEvent).pointerType === "mouse" && ask(tipped(e.target), wait));
	listen("focusin", (e) => {
		const element = tipped(e.target);
		if (element?.matches(":focus-visible")) ask(element, 0);
	});
	listen("focusout", hide);
	listen("pointerdown", hide);
	listen("scroll", () => box.isConnected && hide());
	listen("keydown", (e) => (e as KeyboardEvent).key === "Escape" && hide());
	return () => {
		hide();
		stop.abort();
	};
}

// place puts the words below what they name, or above where there is no room.
function place(box: HTMLElement, element: Element): void {
	const at = element.getBoundingClientRect();
	const { offsetWidth, offsetHeight, ownerDocument } = box;
	const { clientWidth, clientHeight } = ownerDocument.documentElement;
	const below = at.bottom + gap + offsetHeight <= clientHeight;
	const left = at.left + at.width / 2 - offsetWidth / 2;
	box.style.top = `${below ? at.bottom + gap : at.top - gap - offsetHeight}px`;
	box.style.left = `${Math.max(gap, Math.min(left, clientWidth - offsetWidth - gap))}px`;
}
