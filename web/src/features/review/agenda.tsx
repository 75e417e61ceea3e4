import { useState } from "react";
import { GridList, GridListItem, useDragAndDrop } from "react-aria-components";
import { send } from "../../api/client";
import type { Id } from "../../api/types";
import { useLookup } from "../../data/lookup";
import { weathers } from "../../fields/status";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Banner } from "../../ui/banner";
import { IconButton } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { DragHandle } from "../../ui/drag-handle";
import { Icon } from "../../ui/icon";
import { NumberField } from "../../ui/number-field";
import { EmptyState } from "../../ui/states";
import { TextField } from "../../ui/text-field";
import { moved, planned } from "./logic";
import styles from "./prepare.module.css";
import { useTurn } from "./queries";
import { Rules } from "./rules";
import type { AgendaItem, Review } from "./types";

type Line = { project: Id; minutes: number; note: string };

// Agenda is the order in which the committee sees the projects: by rule and by
// hand, moved by the mouse or the keys.
export function Agenda({ review: r }: { review: Review }) {
	const { t } = useLang();
	const open = r.can_lead && r.state === "draft";
	const put = useTurn(r.id, (items: Line[], now) =>
		send<Review>("PUT", `/reviews/${now.id}/items`, { body: { items }, version: now.version }),
	);
	const lines = r.items.map((i) => ({ project: i.project.id, minutes: i.minutes, note: i.note }));
	const arrange = (from: number, to: number) => {
		if (to < 0 || to >= lines.length || from === to) return;
		put.mutate(moved(lines, from, to));
		announce(t("review.agenda.moved", { name: r.items[from]?.project.name ?? "", place: to + 1 }));
	};
	return (
		<div className={styles.agenda}>
			{put.error && <Banner tone="bad">{put.error.message}</Banner>}
			{open && <Rules review={r} />}
			{r.items.length === 0 ? (
				<EmptyState icon="review" title={t("review.agenda.empty")}>
					{t("review.agenda.emptyText")}
				</EmptyState>
			) : (
				<Lines review={r} open={open} onMove={arrange} onPut={(l) => put.mutate(l)} lines={lines} />
			)}
			<footer className={styles.sum}>
				{open && <Add review={r} onAdd={(project) => put.mutate([...lines, { project, minutes: 0, note: "" }])} />}
				<span className={styles.total}>
					{t("review.agenda.sum", { count: r.items.length, time: duration(planned(r), t("review.min")) })}
				</span>
			</footer>
		</div>
	);
}

function duration(minutes: number, min: string): string {
	const hours = Math.floor(minutes / 60);
	return hours ? `${hours} h ${String(minutes % 60).padStart(2, "0")}` : `${minutes} ${min}`;
}

type LinesProps = {
	review: Review;
	open: boolean;
	lines: Line[];
	onMove: (from: number, to: number) => void;
	onPut: (lines: Line[]) => void;
};

function Lines({ review: r, open, lines, onMove, onPut }: LinesProps) {
	const { t } = useLang();
	const { dragAndDropHooks } = useDragAndDrop({
		isDisabled: !open,
		getItems: (ids) => [...ids].map((id) => ({ "text/plain": String(id) })),
		onReorder: (e) => {
			const from = lines.findIndex((l) => e.keys.has(l.project));
			const target = lines.findIndex((l) => l.project === e.target.key);
			const after = target + (e.target.dropPosition === "after" ? 1 : 0);
			onMove(from, after > from ? after - 1 : after);
		},
	});
	return (
		<div
			onKeyDownCapture={(e) => {
				if (!open || !e.altKey || (e.key !== "ArrowUp" && e.key !== "ArrowDown")) return;
				const at = lines.findIndex((l) => l.project === keyOf(e.target));
				if (at < 0) return;
				e.preventDefault();
				e.stopPropagation();
				onMove(at, at + (e.key === "ArrowUp" ? -1 : 1));
			}}
		>
			<GridList
				key={open ? "open" : "still"}
				aria-label={t("review.agenda.title")}
				className={styles.lines ?? ""}
				dragAndDropHooks={open ? dragAndDropHooks : undefined}
				items={r.items.map((item, at) => ({ id: item.project.id, item, at }))}
				dependencies={[lines, open]}
				keyboardNavigationBehavior="tab"
			>
				{({ id, item, at }) => (
					<GridListItem id={id} textValue={item.project.name} className={styles.line ?? ""}>
						<Content
							item={item}
							at={at}
							open={open}
							usual={r.minutes}
							onMinutes={(minutes) => onPut(lines.map((l) => (l.project === id ? { ...l, minutes } : l)))}
							onNote={(note) => onPut(lines.map((l) => (l.project === id ? { ...l, note } : l)))}
							onUp={() => onMove(at, at - 1)}
							onDown={() => onMove(at, at + 1)}
							onRemove={() => onPut(lines.filter((l) => l.project !== id))}
						/>
					</GridListItem>
				)}
			</GridList>
		</div>
	);
}

// keyOf is the line that an element stands in.
function keyOf(target: EventTarget): string | null {
	return target instanceof Element ? (target.closest("[data-key]")?.getAttribute("data-key") ?? null) : null;
}

type ContentProps = {
	item: AgendaItem;
	at: number;
	open: boolean;
	usual: number;
	onMinutes: (minutes: number) => void;
	onNote: (note: string) => void;
	onUp: () => void;
	onDown: () => void;
	onRemove: () => void;
};

function Content({ item, at, open, usual, onMinutes, onNote, onUp, onDown, onRemove }: ContentProps) {
	const { t } = useLang();
	const [writing, setWriting] = useState(false);
	const weather = weathers.find((w) => w.word === item.weather);
	return (
		<>
			{open && <DragHandle label={t("review.agenda.drag", { name: item.project.name })} icon="drag" />}
			<span className={styles.number}>{at + 1}</span>
			<span className={styles.mark}>{weather && <Icon name={weather.icon} label={t(weather.title)} size={18} />}</span>
			<span className={styles.what}>
				<span className={styles.project}>{item.project.name}</span>
				<span className={styles.reason} data-tone={item.worse ? "bad" : undefined}>
					{t(`review.reason.${item.reason}`)}
				</span>
				{item.note && !writing && <span className={styles.note}>{item.note}</span>}
			</span>
			{open ? (
				<span className={styles.minutes}>
					<NumberField
						label={t("review.minutesOf", { name: item.project.name })}
						hideLabel
						unit={t("review.min")}
						value={String(item.minutes || usual)}
						min={0}
						max={480}
						onChange={(v) => onMinutes(Number(v ?? 0))}
					/>
				</span>
			) : (
				<span className={styles.quiet}>
					{item.minutes || usual} {t("review.min")}
				</span>
			)}
			{open && (
				<span className={styles.buttons}>
					<IconButton
						icon="edit"
						label={t(item.note ? "review.agenda.changeNote" : "review.agenda.addNote", { name: item.project.name })}
						onPress={() => setWriting(true)}
						small
					/>
					<IconButton
						icon="chevron-up"
						label={t("review.agenda.up", { name: item.project.name })}
						onPress={onUp}
						small
					/>
					<IconButton
						icon="chevron-down"
						label={t("review.agenda.down", { name: item.project.name })}
						onPress={onDown}
						small
					/>
					<IconButton
						icon="close"
						label={t("review.agenda.remove", { name: item.project.name })}
						onPress={onRemove}
						small
					/>
				</span>
			)}
			{open && writing && (
				<NoteField
					name={item.project.name}
					note={item.note}
					onKeep={(note) => {
						setWriting(false);
						if (note !== item.note) onNote(note);
					}}
				/>
			)}
		</>
	);
}

type NoteProps = { name: string; note: string; onKeep: (note: string) => void };

// NoteField is what is to be said of a project, kept as one leaves it or presses
// Enter; Escape leaves it as it was.
function NoteField({ name, note, onKeep }: NoteProps) {
	const { t } = useLang();
	const [typed, setTyped] = useState(note);
	return (
		<span className={styles.noteField}>
			<TextField
				label={t("review.agenda.noteOf", { name })}
				hideLabel
				placeholder={t("review.agenda.noteHint")}
				value={typed}
				onChange={setTyped}
				onBlur={() => onKeep(typed.trim())}
				onKeyDown={(e) => {
					if (e.key !== "Enter" && e.key !== "Escape") return;
					e.preventDefault();
					e.stopPropagation();
					onKeep(e.key === "Enter" ? typed.trim() : note);
				}}
				autoFocus
			/>
		</span>
	);
}

function Add({ review: r, onAdd }: { review: Review; onAdd: (project: Id) => void }) {
	const { t } = useLang();
	const [typed, setTyped] = useState("");
	const found = useLookup("project", typed).options;
	return (
		<div className={styles.add}>
			<ComboBox
				key={r.items.length}
				label={t("review.agenda.add")}
				hideLabel
				placeholder={t("review.agenda.add")}
				options={found.filter((o) => !r.items.some((i) => i.project.id === o.id))}
				value={null}
				onType={setTyped}
				onChange={(id) => id && onAdd(id)}
			/>
		</div>
	);
}
