import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type PlanImported, useBringPlan, type Wanted } from "../../data/plan-transfer";
import { dayOfFinish } from "../../engine/gantt/model";
import { formatDay } from "../../format/day";
import { formatCount } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import { FootBar } from "../../ui/foot-bar";
import { RadioGroup } from "../../ui/radio";
import { Select } from "../../ui/select";
import { sayDone } from "../../views/editing/undo-said";
import styles from "./import.module.css";
import { Customs } from "./import-customs";
import { Differences } from "./import-differences";
import { Lost } from "./import-lost";
import { Team } from "./import-team";
import { timeOf } from "./read";

type Props = {
	project: string;
	file: File;
	report: PlanImported;
	wanted: Wanted;
	isStale: boolean;
	onWant: (change: Partial<Wanted>) => void;
	onAgain: () => void;
	onDone: () => void;
};

// Report is what bringing a plan in would do: what comes, which dates differ, what has
// no place here, what it replaces. Below it, the one way on.
export function Report({ project, file, report: r, wanted, isStale, onWant, onAgain, onDone }: Props) {
	const t = useT();
	const bring = useBringPlan(project);
	const what = t("planImport.done", { name: file.name });
	const run = useMutation({
		mutationFn: () => bring(file, wanted, r.mark, what),
		onSuccess: () => {
			sayDone({ text: what, way: "undo" });
			onDone();
		},
		onError: onAgain,
	});
	const end = (at: string | undefined) => formatDay(dayOfFinish(timeOf(at)));
	return (
		<div className={styles.report} aria-busy={isStale || undefined}>
			<Block title={t("planImport.comes")} lead={about(r, t)}>
				{(r.parts?.length ?? 0) > 1 && (
					<Select
						label={t("planImport.part")}
						value={String(wanted.part)}
						onChange={(part) => onWant({ part: Number(part), fields: {} })}
						options={(r.parts ?? []).map((name, i) => ({ id: String(i + 1), name }))}
					/>
				)}
				<Counts r={r} />
				{!!r.calendars?.length && (
					<p className={styles.quiet}>
						{t("planImport.calendars", { count: r.calendars.length, names: r.calendars.join(", ") })}
					</p>
				)}
				<Team of={r.resources} />
				{r.notes?.map((note) => (
					<p key={note} className={styles.quiet}>
						{note}
					</p>
				))}
			</Block>
			<Block
				title={t("planImport.dates")}
				lead={
					r.differ === 0
						? t("planImport.allSame", { count: r.compared })
						: t("planImport.differ", { count: r.differ, lines: r.compared })
				}
			>
				{r.differ > 0 && (
					<>
						<RadioGroup
							label={t("planImport.choose")}
							value={wanted.dates}
							onChange={(dates) => onWant({ dates: dates === "keep" ? "keep" : "recompute" })}
							options={(["keep", "recompute"] as const).map((id) => ({
								id,
								name: t(`planImport.${id}`),
								note: t(`planImport.${id}Note`),
							}))}
						/>
						<Differences lines={r.differences ?? []} total={r.differ} kept={wanted.dates === "keep"} />
					</>
				)}
				<p className={styles.ends}>
					{r.finish
						? t("planImport.ends", { file: end(r.finish), here: end(r.computed_finish) })
						: t("planImport.endsHere", { here: end(r.computed_finish) })}
				</p>
			</Block>
			{!!r.custom_fields?.length && (
				<Block title={t("planImport.customs.title")} lead={t("planImport.customs.lead")}>
					<Customs r={r} onChange={(id, to) => onWant({ fields: { ...wanted.fields, [id]: to } })} />
				</Block>
			)}
			{!!r.lost?.length && (
				<Block title={t("planImport.lost")} lead={t("planImport.lostLead")}>
					<Lost lines={r.lost} />
				</Block>
			)}
			<Replaced r={r} wanted={wanted} onWant={onWant} />
			<FootBar
				start={
					<ButtonLink kind="quiet" href={`/project/${project}/plan`}>
						{t("action.cancel")}
					</ButtonLink>
				}
				note={t("import.nothingYet")}
				error={run.error}
			>
				<Button kind="primary" isPending={run.isPending} isDisabled={isStale} onPress={() => run.mutate()}>
					{r.replaces ? t("planImport.replace") : t("planImport.bring")}
				</Button>
			</FootBar>
		</div>
	);
}

function about(r: PlanImported, t: ReturnType<typeof useT>): string {
	const span =
		r.start && r.finish
			? t("planImport.span", {
					start: formatDay(Math.floor(timeOf(r.start) / 1440)),
					finish: formatDay(dayOfFinish(timeOf(r.finish))),
				})
			: "";
	return [r.name, r.program, span].filter(Boolean).join(" · ");
}

export function Block({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
	return (
		<section className={styles.block}>
			<h2 className={styles.title}>{title}</h2>
			{lead && <p className={styles.lead}>{lead}</p>}
			{children}
		</section>
	);
}

function Counts({ r }: { r: PlanImported }) {
	const t = useT();
	return (
		<dl className={styles.counts}>
			{(r.counts ?? [])
				.filter((c) => c.found > 0)
				.map((c) => (
					<div key={c.key} data-lost={c.kept === 0 || undefined}>
						<dt>{c.name}</dt>
						<dd>
							{formatCount(c.found)}
							{c.kept < c.found && (
								<span className={styles.kept}>
									{c.kept === 0 ? t("planImport.notBrought") : t("planImport.ofThese", { count: c.kept })}
								</span>
							)}
						</dd>
					</div>
				))}
		</dl>
	);
}

type ReplacedProps = { r: PlanImported; wanted: Wanted; onWant: (change: Partial<Wanted>) => void };

// Replaced says what becomes of the plan that is there.
function Replaced({ r, wanted, onWant }: ReplacedProps) {
	const t = useT();
	const gone = r.gone ?? [];
	const choice = (r.key_dates_stay?.length ?? 0) > 0 || wanted.key_dates === "delete";
	if (!r.replaces && !choice && gone.length === 0) return null;
	const names = gone.slice(0, 12).map((g) => g.name);
	return (
		<Block title={t("planImport.replaced")} lead={t("planImport.replacedLead", { known: r.known, gone: r.gone_total })}>
			{names.length > 0 && (
				<p className={styles.names}>
					{names.join(" · ")}
					{r.gone_total > names.length && ` · ${t("planImport.more", { count: r.gone_total - names.length })}`}
				</p>
			)}
			{choice && (
				<RadioGroup
					label={t("planImport.keyDates", { count: r.key_dates_stay?.length ?? 0 })}
					value={wanted.key_dates}
					onChange={(key) => onWant({ key_dates: key === "delete" ? "delete" : "keep" })}
					options={(["keep", "delete"] as const).map((id) => ({
						id,
						name: t(`planImport.keyDates_${id}`),
						...(id === "keep" && r.key_dates_stay?.length ? { note: r.key_dates_stay.slice(0, 8).join(" · ") } : {}),
					}))}
				/>
			)}
		</Block>
	);
}
