import { useLayoutEffect, useRef, useState } from "react";
import { useAttributes } from "../../data/catalogue";
import type { DraftLine, TemplateSection } from "../../data/templates";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button, IconButton } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { freshLine, linesOf, type Says, said, withLines, withValue } from "./template-draft";
import { TemplateValue } from "./template-value";
import styles from "./templates.module.css";

type Props = {
	section: TemplateSection;
	says: Says;
	groups: { id: string; name: string }[];
	onChange: (says: Says) => void;
};

// TemplateLines is one section of a template: its lines, one of them open.
export function TemplateLines({ section, says, groups, onChange }: Props) {
	const { t, lang } = useLang();
	const [open, setOpen] = useState("");
	const root = useRef<HTMLElement>(null);
	const focus = useRef("");
	const lines = linesOf(says, section.key);
	const parts = section.parts ?? [];
	const title = pick(section.title, lang);
	useLayoutEffect(() => {
		const wanted = focus.current;
		focus.current = "";
		if (wanted) root.current?.querySelector<HTMLElement>(wanted)?.focus();
	});
	const put = (next: DraftLine[]) => onChange(withLines(says, section.key, next));
	const add = (key?: string) => {
		const line = freshLine(lines, key ?? "line");
		put([...lines, line]);
		setOpen(line.id);
		focus.current = `[data-line="${CSS.escape(line.id)}"] input, [data-line="${CSS.escape(line.id)}"] button`;
	};
	const name = (line: DraftLine) => nameOf(section, line, lang) || t("template.untitled");
	const move = (at: number, by: 1 | -1) => {
		const one = lines[at];
		if (!one || !lines[at + by]) return announce(t("forms.noFurther"));
		const next = lines.filter((l) => l !== one);
		next.splice(at + by, 0, one);
		put(next);
		announce(t("template.moved", { name: name(one), place: at + by + 1, count: lines.length }));
	};
	const remove = (line: DraftLine, at: number) => {
		const next = lines[at + 1] ?? lines[at - 1];
		focus.current = next ? `[data-line="${CSS.escape(next.id)}"] button` : "[data-add]";
		put(lines.filter((l) => l !== line));
		announce(t("template.removed", { name: name(line) }));
	};
	return (
		<section className={styles.section} ref={root} aria-label={title}>
			<h3>
				{title} <span className={styles.count}>{lines.length || ""}</span>
			</h3>
			<ul>
				{lines.map((line, at) => (
					<li key={line.id} data-line={line.id}>
						<div className={styles.head}>
							<button
								type="button"
								className={styles.name}
								aria-expanded={open === line.id}
								onClick={() => setOpen(open === line.id ? "" : line.id)}
							>
								{name(line)}
							</button>
							<IconButton small icon="up" label={t("template.up", { name: name(line) })} onPress={() => move(at, -1)} />
							<IconButton
								small
								icon="down"
								label={t("template.down", { name: name(line) })}
								onPress={() => move(at, 1)}
							/>
							<IconButton
								small
								icon="trash"
								label={t("template.remove", { name: name(line) })}
								onPress={() => remove(line, at)}
							/>
						</div>
						{open === line.id && (
							<Values
								{...{ section, line, says, groups }}
								onChange={(to) => put(lines.map((l) => (l === line ? to : l)))}
							/>
						)}
					</li>
				))}
			</ul>
			{section.key === "fields" ? (
				<ComboBox
					label={t("template.addAttribute")}
					value={null}
					options={parts
						.filter((p) => !lines.some((l) => l.id === p.key))
						.map((p) => ({ id: p.key, name: pick(p.label, lang) }))}
					onChange={(key) => key && add(key)}
				/>
			) : (
				<Button small icon="plus" data-add onPress={() => add()}>
					{t("template.addLine")}
				</Button>
			)}
		</section>
	);
}

function nameOf(section: TemplateSection, line: DraftLine, lang: "fr" | "en"): string {
	const parts = section.parts ?? [];
	if (section.key === "fields") return pick(parts.find((p) => p.key === line.id)?.label, lang);
	const first = parts[0];
	const value = first && line.values?.[first.key];
	const option = first?.options?.find((o) => o.key === value?.value);
	return option ? pick(option.label, lang) : said(line.values?.name ?? value, lang);
}

type ValuesProps = {
	section: TemplateSection;
	line: DraftLine;
	says: Says;
	groups: { id: string; name: string }[];
	onChange: (line: DraftLine) => void;
};

function Values({ section, line, says, groups, onChange }: ValuesProps) {
	const { lang } = useLang();
	const parts = (section.parts ?? []).filter((p) => section.key !== "fields" || p.key === line.id);
	const attributes = useAttributes(parts[0]?.object || "project").data ?? [];
	const dates = linesOf(says, "milestone")
		.filter((l) => (section.key !== "milestone" || l.id !== line.id) && l.values?.date)
		.map((l) => ({ id: l.id, name: said(l.values?.name, lang) || l.id }));
	return (
		<div className={styles.values}>
			{parts.map((p) => (
				<TemplateValue
					key={p.key}
					part={p}
					attribute={p.object ? attributes.find((a) => a.key === p.key) : undefined}
					value={line.values?.[p.key]}
					dates={dates}
					groups={groups}
					onChange={(v) => onChange(withValue(line, p.key, v))}
				/>
			))}
		</div>
	);
}
