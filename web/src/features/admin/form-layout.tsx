import { type DragEvent, useLayoutEffect, useRef, useState } from "react";
import type { Attribute } from "../../api/types";
import { inGroups, useAttributeGroups } from "../../data/attribute-groups";
import { fold } from "../../format/fold";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { SearchField } from "../../ui/search-field";
import {
	freshPart,
	leap,
	leftOut,
	moved,
	type Part,
	put,
	type Spot,
	spotOf,
	step,
	titleOf,
	without,
} from "./form-draft";
import { FormPart } from "./form-part";
import styles from "./forms.module.css";

type Props = { parts: Part[]; attributes: Attribute[]; onChange: (parts: Part[]) => void };

// Moves is what can be done with a line from where it stands.
export type Moves = {
	step: (key: string, by: 1 | -1) => void;
	leap: (key: string, by: 1 | -1) => void;
	to: (key: string, part: string) => void;
	remove: (key: string) => void;
};

// Dragging is the attribute under the mouse, and where it would fall.
export type Dragging = {
	key: string | null;
	over: Spot | null;
	start: (key: string, e: DragEvent) => void;
	aim: (to: Spot, e: DragEvent) => void;
	drop: (to: Spot, e: DragEvent) => void;
	end: () => void;
};

// FormLayout is the sections of a form and the attributes that stand in none. All
// that the mouse drags is moved by keys too, and said.
export function FormLayout({ parts, attributes, onChange }: Props) {
	const { t, lang } = useLang();
	const root = useRef<HTMLElement>(null);
	const focus = useRef("");
	const groups = useAttributeGroups().data?.items ?? [];
	const [q, setQ] = useState("");
	const [aimed, setAimed] = useState("");
	const [dragged, setDragged] = useState<string | null>(null);
	const [over, setOver] = useState<Spot | null>(null);
	const name = (key: string) => pick(attributes.find((a) => a.key === key)?.label, lang) || key;
	const unused = leftOut(attributes, parts);
	const found = (key: string) => !q || fold(name(key)).includes(fold(q));
	useLayoutEffect(() => {
		if (!focus.current) return;
		const to = root.current?.querySelector<HTMLElement>(focus.current);
		focus.current = "";
		to?.focus();
	});
	const place = (key: string, to: Spot | null) => {
		if (!to) return announce(t("forms.noFurther"));
		const after = put(parts, key, to);
		const at = spotOf(after, key);
		const part = after.find((p) => p.id === at?.part);
		if (!at || !part) return;
		focus.current = `[data-line="${CSS.escape(key)}"] button`;
		setAimed(at.part);
		onChange(after);
		announce(
			t("forms.moved", { name: name(key), section: titleOf(part, lang), place: at.at + 1, count: part.fields.length }),
		);
	};
	const remove = (key: string) => {
		const at = spotOf(parts, key);
		const fields = parts.find((p) => p.id === at?.part)?.fields ?? [];
		const next = fields[(at?.at ?? 0) + 1] ?? fields[(at?.at ?? 0) - 1];
		focus.current = next ? `[data-line="${CSS.escape(next.attribute)}"] button` : `[data-part="${at?.part}"] button`;
		onChange(without(parts, key));
		announce(t("forms.removed", { name: name(key) }));
	};
	const add = (key: string) => {
		const part = parts.find((p) => p.id === aimed) ?? parts[0];
		if (!part) return;
		const left = inGroups(
			unused.filter((a) => found(a.key)),
			groups,
		).flatMap((g) => g.attributes);
		const at = left.findIndex((a) => a.key === key);
		const next = left[at + 1] ?? left[at - 1];
		onChange(put(parts, key, { part: part.id, at: part.fields.length }));
		focus.current = next ? `[data-unused="${CSS.escape(next.key)}"]` : "input[type=search]";
		announce(t("forms.added", { name: name(key), section: titleOf(part, lang) }));
	};
	const moves: Moves = {
		step: (key, by) => place(key, step(parts, key, by)),
		leap: (key, by) => place(key, leap(parts, key, by)),
		to: (key, part) => place(key, { part, at: parts.find((p) => p.id === part)?.fields.length ?? 0 }),
		remove,
	};
	const end = () => {
		setDragged(null);
		setOver(null);
	};
	const dragging: Dragging = {
		key: dragged,
		over,
		start: (key, e) => {
			e.dataTransfer.setData("text/plain", name(key));
			e.dataTransfer.effectAllowed = "move";
			setDragged(key);
		},
		aim: (to, e) => {
			if (!dragged) return;
			e.preventDefault();
			e.stopPropagation();
			if (over?.part !== to.part || over.at !== to.at) setOver(to);
		},
		drop: (to, e) => {
			e.preventDefault();
			e.stopPropagation();
			if (dragged) place(dragged, to);
			end();
		},
		end,
	};
	const addPart = () => {
		const part = freshPart(parts, { fr: "Nouvelle rubrique", en: "New section" });
		setAimed(part.id);
		focus.current = `[data-part="${part.id}"] button`;
		onChange([...parts, part]);
		announce(t("forms.partAdded"));
	};
	const movePart = (id: string, by: 1 | -1) => {
		const at = parts.findIndex((p) => p.id === id);
		if (!parts[at + by]) return announce(t("forms.noFurther"));
		onChange(moved(parts, at, by));
		announce(t("forms.partMoved", { place: at + by + 1, count: parts.length }));
	};
	const removePart = (id: string) => {
		const at = parts.findIndex((p) => p.id === id);
		const next = parts[at + 1] ?? parts[at - 1];
		focus.current = next ? `[data-part="${next.id}"] button` : "[data-add-part]";
		onChange(parts.filter((p) => p.id !== id));
		announce(t("forms.partRemoved"));
	};
	return (
		<section className={styles.layout} aria-labelledby="form-layout" ref={root}>
			<h3 id="form-layout">{t("forms.layout")}</h3>
			<p className={styles.quiet} id="form-keys">
				{t("forms.keys")}
			</p>
			<div className={styles.board}>
				<div className={styles.parts}>
					{parts.map((p, at) => (
						<FormPart
							key={p.id}
							part={p}
							parts={parts}
							place={at}
							aimed={p.id === (parts.find((o) => o.id === aimed) ?? parts[0])?.id}
							nameOf={name}
							found={q ? found : undefined}
							moves={moves}
							dragging={dragging}
							onAim={() => setAimed(p.id)}
							onParts={onChange}
							onMove={(by) => movePart(p.id, by)}
							onRemove={() => removePart(p.id)}
						/>
					))}
					<Button small icon="plus" data-add-part onPress={addPart}>
						{t("forms.addPart")}
					</Button>
				</div>
				{/* biome-ignore lint/a11y/noStaticElementInteractions: what is let fall here goes by keys as well */}
				<div
					className={styles.unused}
					onDragOver={(e) => dragged && e.preventDefault()}
					onDrop={(e) => {
						e.preventDefault();
						if (dragged && spotOf(parts, dragged)) remove(dragged);
						end();
					}}
				>
					<SearchField label={t("forms.find")} value={q} onChange={setQ} />
					<h4 id="form-unused">{t("forms.unused", { count: unused.length })}</h4>
					{unused.length === 0 && <p className={styles.quiet}>{t("forms.unusedNone")}</p>}
					<div className={styles.groups}>
						{inGroups(
							unused.filter((a) => found(a.key)),
							groups,
						).map((g) => (
							<section key={g.key}>
								<h5 id={`form-unused-${g.key}`}>{g.label ? pick(g.label, lang) : t("portfolio.columns.others")}</h5>
								<ul aria-labelledby={`form-unused-${g.key}`}>
									{g.attributes.map((a) => (
										<li key={a.key} draggable onDragStart={(e) => dragging.start(a.key, e)} onDragEnd={end}>
											<button
												type="button"
												className={styles.free}
												data-unused={a.key}
												aria-label={t("forms.add", { name: name(a.key) })}
												disabled={parts.length === 0}
												onClick={() => add(a.key)}
											>
												<span aria-hidden="true">+</span> {name(a.key)}
											</button>
										</li>
									))}
								</ul>
							</section>
						))}
					</div>
				</div>
			</div>
		</section>
	);
}
