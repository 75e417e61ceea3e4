import { type ComponentType, useEffect, useState } from "react";

// later is a part of the page that comes after it, before it is wanted: it is
// fetched once the page rests. From then on it is there at once, as if it had
// always been; who asks for it before waits for it, and where it cannot be fetched
// the page goes on without it until it can.
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
	let ready: ComponentType<Props> | undefined;
	let coming: Promise<void> | undefined;
	const fetch = (): Promise<void> => {
		coming ??= load().then(
			(part) => {
				ready = part;
			},
			() => {
				coming = undefined;
			},
		);
		return coming;
	};
	whenAtRest(fetch);
	return function Later(props: Props) {
		const [Part, setPart] = useState(() => ready);
		useEffect(() => {
			if (Part) return;
			let timer: ReturnType<typeof setTimeout> | undefined;
			let left = false;
			const look = () =>
				void fetch().then(() => {
					if (left) return;
					if (ready) setPart(() => ready);
					else timer = setTimeout(look, again);
				});
			look();
			return () => {
				left = true;
				clearTimeout(timer);
			};
		}, [Part]);
		return Part ? <Part {...props} /> : null;
	};
}

// again is how long one waits to fetch what could not be fetched, in ms.
const again = 1500;

function whenAtRest(fetch: () => Promise<unknown>): void {
	if (typeof window === "undefined") return;
	const rested =
		"requestIdleCallback" in window ? () => requestIdleCallback(() => void fetch(), { timeout: 1500 }) : fetch;
	setTimeout(rested, 500);
}
