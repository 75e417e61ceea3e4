import type { DraftLine } from "../../data/templates";

// Placed is a block of the summary that a template gives, as layouts hold it.
export type Placed = {
	id: string;
	kind: string;
	title: { en: string; fr: string };
	settings: Record<string, unknown>;
	x: number;
	y: number;
	w: number;
	h: number;
};

const below = 400; // all that a layout holds

// blockOf is the block that a line makes. One without a place stands below all others.
export function blockOf(line: DraftLine): Placed {
	const values = line.values ?? {};
	const numbers = (values.place?.value ?? "").split(/\s+/).map(Number);
	const [x = 0, y = below, w = 6, h = 4] = numbers.length === 4 && numbers.every(Number.isInteger) ? numbers : [];
	return {
		id: line.id,
		kind: values.kind?.value ?? "",
		title: { en: values.title?.text?.en ?? "", fr: values.title?.text?.fr ?? "" },
		settings: settingsOf(values.settings?.value),
		x,
		y,
		w,
		h,
	};
}

function settingsOf(text: string | undefined): Record<string, unknown> {
	try {
		const read: unknown = JSON.parse(text || "{}");
		return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}

// lineOf is the line that makes a block.
export function lineOf(block: Placed): DraftLine {
	const { id, kind, title, settings, x, y, w, h } = block;
	return {
		id,
		values: {
			kind: { value: kind },
			...(title.en || title.fr ? { title: { text: title } } : {}),
			place: { value: [x, y, w, h].join(" ") },
			settings: { value: JSON.stringify(settings) },
		},
	};
}

// inReadingOrder are the lines from the top to the bottom, and from the left to the right.
export function inReadingOrder(lines: readonly DraftLine[]): DraftLine[] {
	const at = new Map(lines.map((l) => [l, blockOf(l)]));
	return [...lines].sort((a, b) => {
		const [p, q] = [at.get(a), at.get(b)];
		return (p?.y ?? 0) - (q?.y ?? 0) || (p?.x ?? 0) - (q?.x ?? 0);
	});
}
