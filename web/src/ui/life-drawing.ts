// Drawn is what a lifecycle must say to be drawn.
export type Drawn = {
	stages: readonly { stage: string; start?: boolean }[];
	moves: readonly { from: string; to: string; gate: boolean }[];
};

export type Box = { stage: string; x: number; y: number };
export type Arc = { from: string; to: string; path: string; middle: { x: number; y: number }; gate: boolean };
export const box = { width: 112, height: 34, gap: 34 };

// drawing is where the stages and the ways between them stand in the diagram: the
// stages in a row, ways forward over it, ways back under it, the longer the farther.
export function drawing(d: Drawn): { boxes: Box[]; arcs: Arc[]; width: number; height: number } {
	const at = new Map(d.stages.map((s, i) => [s.stage, i]));
	const steps = d.moves.map((m) => (at.get(m.to) ?? 0) - (at.get(m.from) ?? 0));
	const above = Math.max(0, ...steps.map((n) => (n > 1 ? n - 1 : 0)));
	const below = Math.max(0, ...steps.map((n) => (n < 0 ? -n : 0)));
	const rise = 22;
	const top = 14 + above * rise;
	const pitch = box.width + box.gap;
	const boxes = d.stages.map((s, i) => ({ stage: s.stage, x: i * pitch, y: top }));
	const arcs = d.moves.flatMap((m): Arc[] => {
		const [a, b] = [at.get(m.from), at.get(m.to)];
		if (a === undefined || b === undefined) return [];
		const n = b - a;
		if (n === 1) {
			const [x1, x2, y] = [a * pitch + box.width, b * pitch, top + box.height / 2];
			return [{ ...m, path: `M${x1} ${y}H${x2 - 5}`, middle: { x: (x1 + x2) / 2 - 2, y } }];
		}
		const up = n > 0;
		const [x1, x2] = [a * pitch + box.width * (up ? 0.62 : 0.38), b * pitch + box.width * (up ? 0.38 : 0.62)];
		const edge = up ? top : top + box.height;
		const level = up ? top - (n - 1) * rise : top + box.height - n * rise;
		const end = up ? edge - 5 : edge + 5;
		const bend = Math.min(18, Math.abs(x2 - x1) / 3) * Math.sign(x2 - x1);
		return [
			{
				...m,
				path: `M${x1} ${edge}Q${x1} ${level} ${x1 + bend} ${level}H${x2 - bend}Q${x2} ${level} ${x2} ${end}`,
				middle: { x: (x1 + x2) / 2, y: level },
			},
		];
	});
	const width = Math.max(1, d.stages.length * pitch - box.gap);
	return { boxes, arcs, width, height: top + box.height + below * rise + 14 };
}
