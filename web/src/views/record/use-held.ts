import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Fit } from "../../data/forms";

// useHeld keeps the form that is shown while a value is being typed, and takes the
// newest when it is not: what is typed stays where it is. Attributes that are asked
// for stay once they are filled in, as long as the form is the same. Where the focus
// was on an attribute that the newest form moves, it goes along.
export function useHeld(latest: Fit | undefined) {
	const root = useRef<HTMLDivElement>(null);
	const open = useRef(new Set<string>());
	const [typing, setTyping] = useState(false);
	const shown = useRef(latest);
	const focused = useRef("");
	// closed is the attribute whose control was closed last: it has the focus next
	const closed = useRef("");
	const same = sameForm(shown.current, latest);
	if (!typing || same) {
		if (!same) focused.current = attributeAt(root.current) || closed.current;
		shown.current = latest;
	}
	const fit = shown.current;
	const kept = useRef({ of: "", keys: [] as string[] });
	const of = fit ? `${fit.id} ${fit.version}` : "";
	if (kept.current.of !== of) kept.current = { of, keys: [] };
	for (const key of fit?.asked ?? []) if (!kept.current.keys.includes(key)) kept.current.keys.push(key);
	useLayoutEffect(() => {
		if (!of && !focused.current) return;
		const key = focused.current;
		focused.current = "";
		if (!key || (document.activeElement && document.activeElement !== document.body)) return;
		const line = root.current?.querySelector<HTMLElement>(`[data-attribute="${CSS.escape(key)}"]`);
		const to =
			line?.querySelector<HTMLElement>("[data-edit]") ??
			line?.querySelector<HTMLElement>("button") ??
			root.current?.querySelector<HTMLElement>("button");
		to?.focus({ preventScroll: true });
	}, [of]);
	useEffect(() => {
		if (!typing) closed.current = "";
	}, [typing]);
	const onOpen = useCallback((key: string, yes: boolean) => {
		if (yes) open.current.add(key);
		else open.current.delete(key);
		closed.current = yes ? "" : key;
		setTyping(open.current.size > 0);
	}, []);
	return { fit, asked: kept.current.keys, root, onOpen, waiting: typing && !same };
}

function sameForm(a: Fit | undefined, b: Fit | undefined): boolean {
	return (a?.id ?? "") === (b?.id ?? "") && (a?.version ?? 0) === (b?.version ?? 0);
}

// attributeAt is the attribute on which the focus stands, "" for none.
function attributeAt(root: HTMLElement | null): string {
	const at = document.activeElement;
	if (!root || !at || !root.contains(at)) return "";
	return at.closest<HTMLElement>("[data-attribute]")?.dataset.attribute ?? "";
}
