import { type DragEvent, type KeyboardEvent, useState } from "react";
import type { FormLine } from "../../data/forms";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { FormRow } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { changeLine, type Part, titleOf } from "./form-draft";
import type { Dragging, Moves } from "./form-layout";
import styles from "./forms.module.css";

type Props = {
	line: FormLine;
	part: Part;
	parts: Part[];
	at: number;
	name: string;
	// found: whether it is looked for; absent while nothing is
	found?: boolean;
	moves: Moves;
	dragging: Dragging;
	onParts: (parts: Part[]) => void;
};

// FormLineOf is one attribute of a section. With Alt its arrows move it, by line or
// by section; without, they go to its neighbours; Delete takes it out.
export function FormLineOf({ line, part, parts, at, name, found, moves, dragging, onParts }: Props) {
	const { t, lang } = useLang();
	const [open, setOpen] = useState(false);
	const key = line.attribute;
	const hint = pick(line.hint, lang) ?? "";
	const set = (change: Partial<FormLine>) => onParts(changeLine(parts, key, change));
	const marks = [line.read_only && t("forms.readOnly"), line.wide && t("forms.wide"), hint].filter(Boolean);
	const below = (e: DragEvent<HTMLElement>) => {
		const box = e.currentTarget.getBoundingClientRect();
		return { part: part.id, at: e.clientY > box.top + box.height / 2 ? at + 1 : at };
	};
	const over = dragging.over?.part === part.id ? dragging.over.at : -1;
	return (
		<li
			data-line={key}
			data-found={found}
			data-dragged={dragging.key === key || undefined}
			data-before={over === at || undefined}
			data-after={(over === at + 1 && at === part.fields.length - 1) || undefined}
			draggable={!open}
			onDragStart={(e) => dragging.start(key, e)}
			onDragEnd={dragging.end}
			onDragOver={(e) => dragging.aim(below(e), e)}
			onDrop={(e) => dragging.drop(below(e), e)}
		>
			<button
				type="button"
				className={styles.line}
				aria-expanded={open}
				aria-describedby="form-keys"
				onClick={() => setOpen(!open)}
				onKeyDown={(e) => onKey(e, key, moves)}
			>
				<Icon name="drag" size={14} />
				<span className={styles.word}>{name}</span>
				{line.read_only && <Icon name="lock" size={12} />}
				{marks.length > 0 && <span className={styles.quiet}>{marks.join(" · ")}</span>}
			</button>
			{open && (
				<div className={styles.details}>
					<div className={styles.row}>
						<Checkbox isSelected={line.read_only === true} onChange={(on) => set({ read_only: on })}>
							{t("forms.readOnly")}
						</Checkbox>
						<Checkbox isSelected={line.wide === true} onChange={(wide) => set({ wide })}>
							{t("forms.wide")}
						</Checkbox>
					</div>
					<FormRow>
						<TextField
							label={t("forms.hintFr")}
							value={line.hint?.fr ?? ""}
							maxLength={300}
							onChange={(fr) => set({ hint: { fr, en: line.hint?.en ?? "" } })}
						/>
						<TextField
							label={t("forms.hintEn")}
							value={line.hint?.en ?? ""}
							maxLength={300}
							onChange={(en) => set({ hint: { fr: line.hint?.fr ?? "", en } })}
						/>
					</FormRow>
					<div className={styles.row}>
						<IconButton small icon="chevron-up" label={t("forms.up", { name })} onPress={() => moves.step(key, -1)} />
						<IconButton
							small
							icon="chevron-down"
							label={t("forms.down", { name })}
							onPress={() => moves.step(key, 1)}
						/>
						<Select
							label={t("forms.section")}
							hideLabel
							value={part.id}
							onChange={(to) => to !== part.id && moves.to(key, to)}
							options={parts.map((p) => ({ id: p.id, name: titleOf(p, lang) || t("forms.untitled") }))}
						/>
						<Button small onPress={() => moves.remove(key)}>
							{t("forms.remove")}
						</Button>
					</div>
				</div>
			)}
		</li>
	);
}

// onKey moves a line, goes from line to line, or takes the line out.
function onKey(e: KeyboardEvent<HTMLButtonElement>, key: string, moves: Moves): void {
	const by = ({ ArrowUp: -1, ArrowDown: 1, PageUp: -1, PageDown: 1 } as const)[e.key];
	if (e.key === "Delete") moves.remove(key);
	else if (!by) return;
	else if (e.altKey && e.key.startsWith("Page")) moves.leap(key, by);
	else if (e.altKey) moves.step(key, by);
	else if (e.key.startsWith("Arrow")) neighbour(e.currentTarget, by)?.focus();
	else return;
	e.preventDefault();
}

// neighbour is the line before or after, also in the section beside.
function neighbour(line: HTMLElement, by: number): HTMLElement | undefined {
	const all = [
		...(line.closest("[aria-labelledby=form-layout]")?.querySelectorAll<HTMLElement>("[data-line] > button") ?? []),
	];
	return all[all.indexOf(line) + by];
}
