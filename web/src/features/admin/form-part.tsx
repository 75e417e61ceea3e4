import { type KeyboardEvent, useState } from "react";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { FormRow } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { Segmented } from "../../ui/segmented";
import { TextField } from "../../ui/text-field";
import { changePart, type Part, titleOf } from "./form-draft";
import type { Dragging, Moves } from "./form-layout";
import { FormLineOf } from "./form-line";
import styles from "./forms.module.css";

type Props = {
	part: Part;
	parts: Part[];
	place: number;
	// aimed: attributes that are added come here
	aimed: boolean;
	nameOf: (key: string) => string;
	// found: which lines are looked for; absent while nothing is
	found?: (key: string) => boolean;
	moves: Moves;
	dragging: Dragging;
	onAim: () => void;
	onParts: (parts: Part[]) => void;
	onMove: (by: 1 | -1) => void;
	onRemove: () => void;
};

// FormPart is one section while it is designed: its title opens what is set of it,
// its lines are moved by mouse and keys.
export function FormPart(props: Props) {
	const { part, parts, place, aimed, nameOf, found, moves, dragging, onAim, onParts, onMove, onRemove } = props;
	const { t, lang } = useLang();
	const [open, setOpen] = useState(part.fields.length === 0);
	const title = titleOf(part, lang);
	const set = (change: Partial<Part>) => onParts(changePart(parts, part.id, change));
	const end = { part: part.id, at: part.fields.length };
	const onKeyDown = (e: KeyboardEvent) => {
		const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[e.key];
		if (!e.altKey || !by || !(e.target instanceof HTMLElement) || !e.target.dataset.title) return;
		e.preventDefault();
		onMove(by);
	};
	return (
		<section
			className={styles.part}
			data-part={part.id}
			data-aimed={aimed || undefined}
			aria-label={t("forms.part", { name: title })}
			onFocusCapture={onAim}
			onDragOver={(e) => dragging.aim(end, e)}
			onDrop={(e) => dragging.drop(end, e)}
		>
			<h4 className={styles.partHead}>
				<button
					type="button"
					data-title="yes"
					className={styles.title}
					aria-expanded={open}
					onClick={() => setOpen(!open)}
					onKeyDown={onKeyDown}
				>
					<Icon name={open ? "chevron-down" : "chevron-right"} size={14} />
					<span>{title || t("forms.untitled")}</span>
					<span className={styles.quiet}>{t("forms.count", { count: part.fields.length, columns: part.columns })}</span>
				</button>
			</h4>
			{open && (
				<div className={styles.details}>
					<FormRow>
						<TextField label={t("forms.titleFr")} value={part.fr} onChange={(fr) => set({ fr })} required />
						<TextField label={t("forms.titleEn")} value={part.en} onChange={(en) => set({ en })} required />
					</FormRow>
					<div className={styles.row}>
						<span aria-hidden="true">{t("forms.columns")}</span>
						<Segmented
							label={t("forms.columns")}
							value={String(part.columns)}
							onChange={(n) => set({ columns: Number(n) })}
							options={["1", "2", "3"].map((id) => ({ id, name: id }))}
						/>
						<Checkbox isSelected={part.collapsed} onChange={(collapsed) => set({ collapsed })}>
							{t("forms.collapsed")}
						</Checkbox>
					</div>
					<div className={styles.row}>
						<IconButton
							small
							icon="chevron-up"
							label={t("forms.partUp", { name: title })}
							isDisabled={place === 0}
							onPress={() => onMove(-1)}
						/>
						<IconButton
							small
							icon="chevron-down"
							label={t("forms.partDown", { name: title })}
							isDisabled={place === parts.length - 1}
							onPress={() => onMove(1)}
						/>
						<Button small kind="danger" onPress={onRemove}>
							{t("forms.partRemove")}
						</Button>
					</div>
				</div>
			)}
			<ul className={styles.lines} aria-label={t("forms.linesOf", { name: title })}>
				{part.fields.map((line, at) => (
					<FormLineOf
						key={line.attribute}
						line={line}
						part={part}
						parts={parts}
						at={at}
						name={nameOf(line.attribute)}
						found={found?.(line.attribute)}
						moves={moves}
						dragging={dragging}
						onParts={onParts}
					/>
				))}
			</ul>
			{part.fields.length === 0 && <p className={styles.empty}>{t("forms.emptyPart")}</p>}
		</section>
	);
}
