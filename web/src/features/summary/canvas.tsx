import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import type { Attribute } from "../../api/types";
import { begin, back as goBack, forth as goForth, type Steps, step } from "../../engine/layout12/steps";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Split } from "../../ui/split";
import { addBlock, changeBlock, pressBlock, removeBlock } from "./arrange";
import { Board } from "./board";
import type { Block, Stored } from "./model";
import styles from "./summary.module.css";
import { useDrag } from "./use-drag";
import { useShown } from "./use-shown";

const Gallery = lazy(() => import("./gallery").then((m) => ({ default: m.Gallery })));
const BlockSettings = lazy(() => import("./block-settings").then((m) => ({ default: m.BlockSettings })));

// Tools is what the bar above the blocks turns.
export type Tools = {
	blocks: readonly Stored[];
	changed: boolean;
	canUndo: boolean;
	canRedo: boolean;
	onUndo: () => void;
	onRedo: () => void;
	onAdd: () => void;
};

type Props = {
	first: readonly Stored[];
	attributes: readonly Attribute[];
	// page: what the page shows already
	page: readonly Block[];
	bar: (tools: Tools) => ReactNode;
};

// Canvas is blocks being put elsewhere, set and added, by the pointer or the keyboard,
// with all of it turned back and forth.
export function Canvas({ first, attributes, page, bar }: Props) {
	const t = useT();
	const [steps, setSteps] = useState<Steps<readonly Stored[]>>(() => begin(first));
	const [open, setOpen] = useState<string | null>(null);
	const [adding, setAdding] = useState(false);
	const board = useRef<HTMLDivElement>(null);
	const go = (next: readonly Stored[]) => setSteps((s) => step(s, next));
	const drag = useDrag(board, steps.now, go);
	const stored = drag.shown ?? steps.now;
	const blocks = useShown(stored, page);
	useUndoKeys(
		() => setSteps(goBack),
		() => setSteps(goForth),
	);
	const onKey = (b: Block) => (e: KeyboardEvent) => {
		if (e.ctrlKey || e.metaKey || e.altKey) return;
		const remove = e.key === "Delete";
		const next = remove ? removeBlock(steps.now, b.id) : pressBlock(steps.now, b.id, { key: e.key, shift: e.shiftKey });
		if (!next) return;
		e.preventDefault();
		go(next);
		const at = next.find((n) => n.id === b.id);
		announce(at ? t("summary.arrange.at", placeWords(b.title, at)) : t("summary.arrange.removed", { name: b.title }));
	};
	const edited = steps.now.find((b) => b.id === open);
	return (
		<Split
			panel={
				edited && (
					<Suspense fallback={null}>
						<BlockSettings
							key={edited.id}
							block={edited}
							title={blocks.find((b) => b.id === edited.id)?.title ?? ""}
							attributes={attributes}
							onChange={(changes) => go(changeBlock(steps.now, edited.id, changes))}
							onClose={() => setOpen(null)}
						/>
					</Suspense>
				)
			}
		>
			{bar({
				blocks: steps.now,
				changed: steps.now !== first,
				canUndo: steps.past.length > 0,
				canRedo: steps.future.length > 0,
				onUndo: () => setSteps(goBack),
				onRedo: () => setSteps(goForth),
				onAdd: () => setAdding(true),
			})}
			<Board
				blocks={blocks}
				at={board}
				held={drag.held}
				tools={(b) => (
					<span className={styles.handles}>
						<button
							type="button"
							className={styles.grip}
							aria-label={t("summary.arrange.grip", { name: b.title })}
							title={t("summary.arrange.keys")}
							onKeyDown={onKey(b)}
							onPointerDown={drag.grip(b.id)}
						>
							<Icon name="drag" />
						</button>
						<IconButton
							small
							icon="admin"
							label={t("summary.arrange.settings", { name: b.title })}
							onPress={() => setOpen(b.id)}
						/>
						<IconButton
							small
							icon="trash"
							label={t("summary.arrange.remove", { name: b.title })}
							onPress={() => go(removeBlock(steps.now, b.id))}
						/>
					</span>
				)}
				around={(b) => (
					<span className={styles.corner} aria-hidden="true" data-corner onPointerDown={drag.corner(b.id)} />
				)}
			/>
			{adding && (
				<Suspense fallback={null}>
					<Gallery
						onClose={() => setAdding(false)}
						onAdd={(kind) => {
							const next = addBlock(steps.now, kind, kind.settings);
							go(next);
							setAdding(false);
							setOpen(next.find((b) => !steps.now.some((o) => o.id === b.id))?.id ?? null);
						}}
					/>
				</Suspense>
			)}
		</Split>
	);
}

function placeWords(name: string, at: Stored) {
	return { name, column: at.x + 1, row: at.y + 1, w: at.w, h: at.h };
}

// useUndoKeys turns what was arranged back and forth, before the page's own undo
// hears the keys.
function useUndoKeys(back: () => void, forth: () => void): void {
	const now = useRef({ back, forth });
	now.current = { back, forth };
	useEffect(() => {
		const onKey = (e: globalThis.KeyboardEvent) => {
			if (!(e.ctrlKey || e.metaKey) || e.altKey) return;
			if (e.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(e.target.tagName)) return;
			const key = e.key.toLowerCase();
			if (key !== "z" && key !== "y") return;
			e.preventDefault();
			e.stopPropagation();
			if (key === "y" || e.shiftKey) now.current.forth();
			else now.current.back();
		};
		window.addEventListener("keydown", onKey, true);
		return () => window.removeEventListener("keydown", onKey, true);
	}, []);
}
