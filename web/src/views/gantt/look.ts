import { useState } from "react";
import type { Shown } from "../../engine/gantt/timeline";

// Look is how somebody likes to see plans; kept on this device.
export type Look = Shown & {
	// perDay: pixels, how near the timeline is
	perDay: number;
	// split: pixels that the list takes; 0 for what it is at first
	split: number;
};

const plain: Look = { critical: true, baseline: true, links: true, names: true, perDay: 4.5, split: 0 };

// useLook keeps it under a name; first is what it is at first.
export function useLook(kept = "vigie.gantt", first: Partial<Look> = {}): [Look, (change: Partial<Look>) => void] {
	const [look, setLook] = useState(() => read(kept, first));
	const change = (more: Partial<Look>) =>
		setLook((old) => {
			const next = { ...old, ...more };
			localStorage.setItem(kept, JSON.stringify(next));
			return next;
		});
	return [look, change];
}

function read(kept: string, first: Partial<Look>): Look {
	const usual = { ...plain, ...first };
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
