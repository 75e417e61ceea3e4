import { useEffect, useState } from "react";
import { flushSync } from "react-dom";

// usePrinting tells whether the page is being put on paper: what is shown only
// there is made at that moment, before the browser looks at it.
export function usePrinting(): boolean {
	const [printing, setPrinting] = useState(false);
	useEffect(() => {
		const paper = window.matchMedia("print");
		const turn = (on: boolean) => flushSync(() => setPrinting(on));
		const onChange = (e: MediaQueryListEvent) => turn(e.matches);
		const before = () => turn(true);
		const after = () => turn(false);
		paper.addEventListener("change", onChange);
		window.addEventListener("beforeprint", before);
		window.addEventListener("afterprint", after);
		return () => {
			paper.removeEventListener("change", onChange);
			window.removeEventListener("beforeprint", before);
			window.removeEventListener("afterprint", after);
		};
	}, []);
	return printing;
}
