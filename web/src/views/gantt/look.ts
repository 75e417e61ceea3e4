import { useState } from "react";
import type { Shown } from "../../engine/gantt/timeline";

// Look is how somebody likes to see plans; kept on this device.
export type Look = Shown & {
	// perDay: pixels, how near the timeline is
	perDay: number;
	// split: pixels that the list takes; 0 for what it is at first
	split: number;
};

const kept = "vigie.gantt";
const usual: Look = { critical: true, baseline: true, links: true, names: true, perDay: 4.5, split: 0 };

export function useLook(): [Look, (change: Partial<Look>) => void] {
	const [look, setLook] = useState(read);
	const change = (more: Partial<Look>) =>
		setLook((old) => {
			const next = { ...old, ...more };
			localStorage.setItem(kept, JSON.stringify(next));
			return next;
		});
	return [look, change];
}

function read(): Look {
	try {
		const held: unknown = JSON.parse(localStorage.getItem(kept) ?? "{}");
		const out = { ...usual };
		if (!held || typeof held !== "object") return out;
		for (const [key, value] of Object.entries(held)) {
			if (key in out && typeof value === typeof out[key as keyof Look]) Object.assign(out, { [key]: value });
		}
		return out;
	} catch {
		return usual;
	}
}
