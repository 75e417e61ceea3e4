import { useMemo, useState } from "react";
import { useAttributes } from "../../data/catalogue";
import { useResources } from "../../data/resources";
import type { DraftLine, TemplatePart, TemplateSection } from "../../data/templates";
import { listAfter } from "../../format/list-after";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { TextField } from "../../ui/text-field";
import { linesOf, type Says, said, withLines, withValue } from "./template-draft";
import * as plan from "./template-plan";
import { attributeOf, inTeamWords, rolesOf, teamCode } from "./template-team";
import { TemplateValue } from "./template-value";
import styles from "./templates.module.css";

// shown are the parts that a line of a kind says; a milestone says more as a key date.
const shown: Readonly<Record<string, readonly string[]>> = {
	phase: ["name", "responsible", "predecessors"],
	task: [
		"name",
		"duration",
		"responsible",
		"resources",
		"effort",
		"work",
		"calendar",
		"predecessors",
		"constraint",
		"constraint_date",
		"deadline",
	],
	milestone: ["responsible", "predecessors", "deadline"],
};

type Props = {
	section: TemplateSection;
	// dates: the section of key dates, which are the milestones
	dates: TemplateSection | undefined;
	says: Says;
	line: DraftLine;
	tree: readonly plan.Placed[];
	onChange: (says: Says) => void;
};

// asks tells whether a line of a kind is asked for a part.
function asks(line: DraftLine, part: TemplatePart): boolean {
	const value = (key: string) => line.values?.[key]?.value ?? "";
	if (attributeOf(part.key)) return plan.kindOf(line) !== "milestone";
	if (part.key === "constraint_date") return value("constraint") !== "" && value("constraint") !== "late";
	if (part.key === "ignores_calendars") return value("calendar") !== "" && value("resources") !== "";
	return shown[plan.kindOf(line)]?.includes(part.key) === true || (part.key === "resources" && value(part.key) !== "");
}

// TemplateItem is all that one line of the plan of a template says.
export function TemplateItem({ section, dates, says, line, tree, onChange }: Props) {
	const { t, lang } = useLang();
	const attributes = useAttributes("milestone").data ?? [];
	const ofTasks = useAttributes("task").data ?? [];
	const date = linesOf(says, plan.dates).find((l) => l.id === plan.dateOf(line));
	const followed = linesOf(says, plan.dates)
		.filter((l) => l !== date && l.values?.date)
		.map((l) => ({ id: l.id, name: said(l.values?.name, lang) || l.id }));
	const put = (kind: string, was: DraftLine, to: DraftLine) =>
		onChange(
			withLines(
				says,
				kind,
				linesOf(says, kind).map((l) => (l === was ? to : l)),
			),
		);
	const field = (part: TemplatePart, of: DraftLine, kind: string) => (
		<TemplateValue
			key={`${kind} ${part.key}`}
			part={part}
			attribute={
				kind === plan.dates
					? attributes.find((a) => a.key === part.key)
					: ofTasks.find((a) => a.key === attributeOf(part.key))
			}
			value={of.values?.[part.key]}
			dates={followed}
			groups={[]}
			onChange={(v) => {
				const to = withValue(of, part.key, v);
				const free = part.key === "constraint" && (!v || v.value === "late");
				put(kind, of, free ? withValue(to, "constraint_date", null) : to);
			}}
		/>
	);
	const mine = (section.parts ?? []).filter((p) => asks(line, p));
	const its = (dates?.parts ?? []).filter((p) => ["name", "type", "date", "contractual"].includes(p.key));
	return (
		<div className={`${styles.values} ${styles.pairs}`}>
			{date && its.map((p) => field(p, date, plan.dates))}
			{date && (
				<p className={styles.quiet}>{t(date.values?.date ? "template.plan.stands" : "template.plan.follows")}</p>
			)}
			{mine.map((p) =>
				p.key === "predecessors" ? (
					<Waits
						key={p.key}
						label={pick(p.label, lang)}
						code={line.values?.predecessors?.value ?? ""}
						tree={tree}
						onChange={(code) => put(plan.key, line, withValue(line, p.key, code ? { value: code } : null))}
					/>
				) : p.kind === "team" ? (
					<Team
						key={p.key}
						part={p}
						code={line.values?.[p.key]?.value ?? ""}
						onChange={(code) => put(plan.key, line, withValue(line, p.key, code ? { value: code } : null))}
					/>
				) : (
					field(p, line, plan.key)
				),
			)}
		</div>
	);
}

type WaitsProps = { label: string; code: string; tree: readonly plan.Placed[]; onChange: (code: string) => void };

// Waits are predecessors as they are typed: they are read when the field is left.
function Waits({ label, code, tree, onChange }: WaitsProps) {
	const { t, lang } = useLang();
	const [typed, setTyped] = useState<string | null>(null);
	return (
		<TextField
			label={label}
			help={t("template.plan.waits")}
			value={typed ?? plan.inWords(plan.numbered(code, tree), lang)}
			onChange={setTyped}
			onBlur={() => {
				if (typed !== null) onChange(plan.coded(typed, tree));
				setTyped(null);
			}}
		/>
	);
}

type TeamProps = { part: TemplatePart; code: string; onChange: (code: string) => void };

// Team is who works on a line, as it is typed: roles of the project, and resources by name.
function Team({ part, code, onChange }: TeamProps) {
	const { t, lang } = useLang();
	const [typed, setTyped] = useState<string | null>(null);
	const all = useResources().data?.items;
	const offered = useMemo(
		() => [...rolesOf(part, lang), ...(all ?? []).filter((r) => r.active).map((r) => r.name)],
		[part, lang, all],
	);
	const text = typed ?? inTeamWords(code, part, lang);
	return (
		<TextField
			label={pick(part.label, lang)}
			help={t("template.plan.team")}
			value={text}
			suggestions={listAfter(text, offered)}
			onChange={setTyped}
			onBlur={() => {
				if (typed !== null) onChange(teamCode(typed, part));
				setTyped(null);
			}}
		/>
	);
}
