import { type KeyboardEvent, lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { Attribute } from "../../api/types";
import { begin, back as goBack, forth as goForth, type Steps, step } from "../../engine/layout12/steps";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Split } from "../../ui/split";
import { ErrorState, Skeleton } from "../../ui/states";
import { tellError } from "../../ui/toast-store";
import { addBlock, changeBlock, pressBlock, removeBlock } from "./arrange";
import { ArrangeBar } from "./arrange-bar";
import { Board } from "./board";
import type { Block, Scope, Stored, Summary } from "./model";
import { readLayout, useLayoutWrites, usePreview } from "./queries";
import { usePage } from "./reading";
import styles from "./summary.module.css";
import { useDrag } from "./use-drag";

const Gallery = lazy(() => import("./gallery").then((m) => ({ default: m.Gallery })));
const BlockSettings = lazy(() => import("./block-settings").then((m) => ({ default: m.BlockSettings })));

type Props = { summary: Summary; attributes: readonly Attribute[]; onEnd: () => void };

// Arranging is the page while its blocks are put elsewhere, by the pointer or the
// keyboard. Nothing is kept until it is said for whom.
export function Arranging({ summary, attributes, onEnd }: Props) {
	const { reading } = usePage();
	const [first, setFirst] = useState<readonly Stored[] | null>(null);
	const [error, setError] = useState<unknown>(null);
	useEffect(() => {
		let gone = false;
		readLayout(reading, "").then(
			(layout) => !gone && setFirst(layout.blocks),
			(e) => !gone && setError(e),
		);
		return () => {
			gone = true;
		};
	}, [reading]);
	if (error) return <ErrorState error={error} />;
	if (!first) return <Skeleton lines={12} />;
	return <Table summary={summary} first={first} attributes={attributes} onEnd={onEnd} />;
}

type TableProps = Props & { first: readonly Stored[] };

function Table({ summary, first, attributes, onEnd }: TableProps) {
	const t = useT();
	const { reading } = usePage();
	const [steps, setSteps] = useState<Steps<readonly Stored[]>>(() => begin(first));
	const [open, setOpen] = useState<string | null>(null);
	const [adding, setAdding] = useState(false);
	const writes = useLayoutWrites(reading);
	const board = useRef<HTMLDivElement>(null);
	const go = (next: readonly Stored[]) => setSteps((s) => step(s, next));
	const drag = useDrag(board, steps.now, go);
	const stored = drag.shown ?? steps.now;
	const blocks = useShown(summary, stored);
	useUndoKeys(
		() => setSteps(goBack),
		() => setSteps(goForth),
	);
	const save = (scope: Scope) =>
		writes.save.mutate({ scope, blocks: steps.now }, { onSuccess: onEnd, onError: (e) => tellError(e) });
	const reset = (scope: Scope) => writes.reset.mutate(scope, { onSuccess: onEnd, onError: (e) => tellError(e) });
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
			<ArrangeBar
				layout={summary.layout}
				one={reading.project !== ""}
				changed={steps.now !== first}
				canUndo={steps.past.length > 0}
				canRedo={steps.future.length > 0}
				isPending={writes.save.isPending || writes.reset.isPending}
				onUndo={() => setSteps(goBack)}
				onRedo={() => setSteps(goForth)}
				onAdd={() => setAdding(true)}
				onSave={save}
				onReset={reset}
				onEnd={onEnd}
			/>
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

// useShown gives each block at its place what it shows: what the page has already,
// or what the server says of one that is new or set otherwise.
function useShown(summary: Summary, stored: readonly Stored[]): Block[] {
	const { reading } = usePage();
	const known = useMemo(() => new Map(summary.blocks.map((b) => [b.id, b])), [summary.blocks]);
	const asked = stored.filter((s) => {
		const b = known.get(s.id);
		return !b || JSON.stringify(b.settings) !== JSON.stringify(s.settings) || s.title.en !== "" || s.title.fr !== "";
	});
	const preview = usePreview(reading, asked);
	const fresh = new Map(preview.data?.blocks.map((b) => [b.id, b]));
	return stored.map((s) => {
		const shown = (asked.includes(s) ? fresh.get(s.id) : undefined) ?? known.get(s.id);
		const { x, y, w, h } = s;
		if (shown) return { ...shown, x, y, w, h };
		return { id: s.id, kind: s.kind, settings: s.settings, title: "…", error: null, data: null, x, y, w, h };
	});
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
