import type { Life, ProjectType } from "../../data/lifecycles";
import type { Bilingual, Lang } from "../../i18n/lang";
import { pick } from "../../i18n/lang";

export type DraftStep = { stage: string; start: boolean; required: string[] };
export type DraftMove = {
	from: string;
	to: string;
	label: Bilingual;
	roles: string[];
	// condition: as typed in the language of the person
	condition: string;
	message: Bilingual;
	gate: boolean;
	effects: { attribute: string; value: string }[];
};
export type DraftVariant = { variant: string; condition: string };

// LifeDraft is a lifecycle as it is being drawn.
export type LifeDraft = { stages: DraftStep[]; moves: DraftMove[]; variants: DraftVariant[] };

export type Impact = {
	problems: { location: string; message: string }[];
	projects: number;
	stages: AtStage[];
	outside: AtStage[];
	moves: { here: number; open: number }[];
	variants: Record<string, number>;
	sample: {
		id: string;
		code: string;
		name: string;
		stage: string;
		ways: { to: string; open: boolean; missing: string[] }[];
	}[];
	changes: { what: string; before: string; after: string }[];
};
export type AtStage = { stage: string; count: number; lacking: number; stuck: number };

const none: Bilingual = { fr: "", en: "" };

// draftOf is what a person goes on drawing: the draft, else what holds, else nothing.
export function draftOf(type: Pick<ProjectType, "draft" | "holds">, lang: Lang): LifeDraft {
	const life: Life = type.draft ?? type.holds ?? { stages: [], moves: [], variants: [] };
	return {
		stages: life.stages.map((s) => ({ stage: s.stage, start: s.start ?? false, required: s.required ?? [] })),
		moves: life.moves.map((m) => ({
			...m,
			label: { ...none, ...m.label },
			message: { ...none, ...m.message },
			condition: pick(m.condition, lang),
		})),
		variants: life.variants.map((v) => ({ variant: v.variant, condition: pick(v.condition, lang) })),
	};
}

export const same = (a: LifeDraft, b: LifeDraft) => JSON.stringify(a) === JSON.stringify(b);

// suggested is a life to begin with: every stage in its order, each leading to the
// next, and every one that is under way to those that end it early.
export function suggested(stages: readonly { key: string; meaning?: string }[]): LifeDraft {
	const ways: DraftMove[] = [];
	const line = stages.filter((s) => s.meaning !== "dropped" && s.meaning !== "archived");
	for (const [i, s] of line.entries()) {
		const next = line[i + 1];
		if (next) ways.push(moveOf(s.key, next.key));
	}
	for (const s of line) {
		if (s.meaning === "done") continue;
		for (const end of stages.filter((o) => o.meaning === "dropped")) ways.push(moveOf(s.key, end.key));
	}
	return {
		stages: stages.map((s, i) => ({ stage: s.key, start: i === 0, required: [] })),
		moves: ways,
		variants: [],
	};
}

export function moveOf(from: string, to: string): DraftMove {
	return { from, to, label: none, roles: [], condition: "", message: none, gate: false, effects: [] };
}

export function findMove(d: LifeDraft, from: string, to: string): DraftMove | undefined {
	return d.moves.find((m) => m.from === from && m.to === to);
}

// withMove adds, changes or, with null, removes the way between two stages.
export function withMove(d: LifeDraft, from: string, to: string, part: Partial<DraftMove> | null): LifeDraft {
	const there = findMove(d, from, to);
	const rest = d.moves.filter((m) => m !== there);
	if (part === null) return { ...d, moves: rest };
	const now = { ...(there ?? moveOf(from, to)), ...part };
	return { ...d, moves: there ? d.moves.map((m) => (m === there ? now : m)) : [...d.moves, now] };
}

// withoutStage takes a stage out, with the ways that lead to it and from it.
export function withoutStage(d: LifeDraft, stage: string): LifeDraft {
	return {
		...d,
		stages: d.stages.filter((s) => s.stage !== stage),
		moves: d.moves.filter((m) => m.from !== stage && m.to !== stage),
	};
}

const ends = ["done", "dropped", "archived"];

// withStage adds a stage: before those that end a life, unless it ends one itself.
export function withStage(d: LifeDraft, stage: string, meaningOf: (stage: string) => string = () => ""): LifeDraft {
	const ended = (key: string) => ends.includes(meaningOf(key));
	const first = ended(stage) ? -1 : d.stages.findIndex((s) => ended(s.stage));
	const at = first < 0 ? d.stages.length : first;
	return { ...d, stages: d.stages.toSpliced(at, 0, { stage, start: d.stages.length === 0, required: [] }) };
}

// shifted moves a stage by some places.
export function shifted(d: LifeDraft, at: number, by: number): LifeDraft {
	const stages = [...d.stages];
	const [one] = stages.splice(at, 1);
	if (one) stages.splice(Math.max(0, Math.min(stages.length, at + by)), 0, one);
	return { ...d, stages };
}
