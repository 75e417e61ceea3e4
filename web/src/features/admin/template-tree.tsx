import { useLayoutEffect, useRef, useState } from "react";
import type { DraftLine, TemplateSection } from "../../data/templates";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button, IconButton } from "../../ui/button";
import { Menu } from "../../ui/menu";
import { useNarrow } from "../../ui/use-narrow";
import { linesOf, type Says, said, withLines } from "./template-draft";
import { TemplateItem } from "./template-item";
import * as plan from "./template-plan";
import { inTeamWords } from "./template-team";
import styles from "./templates.module.css";

type Props = {
	section: TemplateSection;
	// dates: the section of key dates, which are the milestones
	dates: TemplateSection | undefined;
	says: Says;
	onChange: (says: Says) => void;
};

const kinds = ["task", "milestone", "phase"] as const;
const named = { task: "addTask", milestone: "addMilestone", phase: "addPhase" } as const;
const steps = [
	["up", "up"],
	["down", "down"],
	["in", "chevron-right"],
	["out", "chevron-left"],
] as const;

// TemplateTree is the plan of a template: its lines as a tree, one of them open.
export function TemplateTree({ section, dates, says, onChange }: Props) {
	const { t, lang } = useLang();
	const [open, setOpen] = useState("");
	const root = useRef<HTMLElement>(null);
	const focus = useRef("");
	const lines = linesOf(says, plan.key);
	const tree = plan.treeOf(lines);
	const milestones = linesOf(says, plan.dates);
	const title = pick(section.title, lang);
	useLayoutEffect(() => {
		const wanted = focus.current;
		focus.current = "";
		if (wanted) root.current?.querySelector<HTMLElement>(wanted)?.focus();
	});
	const at = (id: string, what: string) => `[data-line="${CSS.escape(id)}"] ${what}`;
	const put = (next: readonly DraftLine[]) => onChange(withLines(says, plan.key, [...next]));
	const name = (line: DraftLine) =>
		said(milestones.find((l) => l.id === plan.dateOf(line))?.values?.name ?? line.values?.name, lang) ||
		t("template.untitled");
	const add = (kind: (typeof kinds)[number]) => {
		const after = lines.find((l) => l.id === open) ?? tree.at(-1)?.line;
		const made = plan.added(says, kind, after);
		onChange(made.says);
		setOpen(made.id);
		focus.current = at(made.id, "input");
	};
	const step = (line: DraftLine, way: plan.Step) => {
		const next = plan.stepped(lines, line, way);
		if (!next) return announce(t("forms.noFurther"));
		put(next);
		focus.current = at(line.id, `[data-step="${way}"] button`);
		const place = plan.treeOf(next).findIndex((p) => p.line.id === line.id);
		announce(t("template.moved", { name: name(line), place: place + 1, count: next.length }));
	};
	const remove = (line: DraftLine) => {
		const i = tree.findIndex((p) => p.line === line);
		const next = tree[i + 1] ?? tree[i - 1];
		focus.current = next ? at(next.line.id, "button") : "[data-add]";
		put(plan.without(lines, line));
		announce(t("template.removed", { name: name(line) }));
	};
	const facts = (line: DraftLine) => {
		const waits = plan.inWords(plan.numbered(line.values?.predecessors?.value ?? "", tree), lang);
		const team = inTeamWords(
			line.values?.resources?.value ?? "",
			section.parts?.find((p) => p.key === "resources"),
			lang,
		);
		const long = plan.inWords(line.values?.duration?.value ?? "", lang);
		return [long, team, waits && `← ${waits}`].filter(Boolean).join(" · ");
	};
	return (
		<section className={styles.section} ref={root} aria-label={title}>
			<h3>
				{title} <span className={styles.count}>{lines.length || ""}</span>
			</h3>
			<p className={styles.quiet}>{t("template.plan.text")}</p>
			<ul>
				{tree.map(({ line, level, number }) => (
					<li key={line.id} data-line={line.id}>
						<div className={styles.head} style={{ paddingInlineStart: level * 20 }}>
							<span className={styles.number}>{number}</span>
							<span className={styles.mark} data-kind={plan.kindOf(line)} aria-hidden="true" />
							<button
								type="button"
								className={styles.name}
								aria-expanded={open === line.id}
								onClick={() => setOpen(open === line.id ? "" : line.id)}
							>
								{name(line)} <span className={styles.facts}>{facts(line)}</span>
							</button>
							<LineActs name={name(line)} onStep={(way) => step(line, way)} onRemove={() => remove(line)} />
						</div>
						{open === line.id && <TemplateItem {...{ section, dates, says, line, tree, onChange }} />}
					</li>
				))}
			</ul>
			<Menu
				label={t("template.addLine")}
				groups={[
					{
						id: "add",
						entries: kinds.map((kind) => ({ id: kind, name: t(`gantt.page.${named[kind]}`), run: () => add(kind) })),
					},
				]}
			>
				<Button small icon="plus" data-add>
					{t("template.addLine")}
				</Button>
			</Menu>
		</section>
	);
}

type LineActsProps = { name: string; onStep: (way: plan.Step) => void; onRemove: () => void };

// LineActs move a line and remove it; on a phone they stand in one menu.
function LineActs({ name, onStep, onRemove }: LineActsProps) {
	const { t } = useLang();
	const narrow = useNarrow();
	if (narrow) {
		const label = t("grid.table.actsOn", { name });
		const moves = steps.map(([way, icon]) => ({
			id: way,
			icon,
			name: t(`template.${way}`, { name }),
			run: () => onStep(way),
		}));
		const end = {
			id: "remove",
			icon: "trash",
			name: t("template.remove", { name }),
			danger: true,
			run: onRemove,
		} as const;
		return (
			<Menu
				label={label}
				groups={[
					{ id: "moves", entries: moves },
					{ id: "end", entries: [end] },
				]}
			>
				<IconButton small icon="more" label={label} />
			</Menu>
		);
	}
	return (
		<>
			{steps.map(([way, icon]) => (
				<span key={way} className={styles.act} data-step={way}>
					<IconButton small icon={icon} label={t(`template.${way}`, { name })} onPress={() => onStep(way)} />
				</span>
			))}
			<span className={styles.act}>
				<IconButton small icon="trash" label={t("template.remove", { name })} onPress={onRemove} />
			</span>
		</>
	);
}
