import { useState } from "react";
import { formatCount } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { ErrorState, Skeleton } from "../../ui/states";
import { Tabs } from "../../ui/tabs";
import { useParam } from "../../url/use-search";
import { ChangedRows } from "./changed-rows";
import checkStyles from "./check.module.css";
import columnStyles from "./column.module.css";
import frameStyles from "./frame.module.css";
import { LeftRows } from "./left-rows";
import { openPairs } from "./logic";
import { NewRows } from "./new-rows";
import { PlainRows } from "./plain-rows";
import { useRun } from "./queries";
import { RefusedRows, UnreadCells } from "./refused";
import { StepBar } from "./step-bar";
import { ControlTotals } from "./totals";
import type { Import, Report } from "./types";
import { useDryRun } from "./use-dry-run";
import type { StepProps } from "./wizard";

// CheckStep shows what importing would do, row by row. Nothing is written before
// its button is pressed.
export function CheckStep({ i, go }: StepProps) {
	const t = useT();
	const reading = useDryRun(i);
	const apply = useRun(i.id, "apply");
	if (!i.report) {
		return reading.error ? (
			<ErrorState error={reading.error} onRetry={() => reading.reset()} />
		) : (
			<Skeleton label={t("import.check.reading")} />
		);
	}
	const report = i.report;
	const open = openPairs(i);
	const written = report.new + report.changed + report.gone;
	return (
		<>
			<p className={frameStyles.lead}>{t("import.check.lead", { rows: report.rows })}</p>
			<Counts r={report} />
			<ControlTotals i={i} />
			<Made i={i} />
			<Lists i={i} report={report} />
			<StepBar
				onBack={() => go((report.doubtful ?? []).length > 0 ? "matches" : "columns")}
				error={apply.error}
				note={
					open > 0
						? t("import.matches.open", { count: open })
						: written === 0
							? t("import.check.same")
							: t("import.check.undoable")
				}
			>
				{open > 0 ? (
					<Button kind="primary" onPress={() => go("matches")}>
						{t("import.check.decide")}
					</Button>
				) : (
					<Button
						kind="primary"
						isPending={apply.isPending}
						onPress={() => apply.mutate(undefined, { onSuccess: () => go("done") })}
					>
						{t("import.check.apply", { object: i.object, count: report.new + report.changed + report.unchanged })}
					</Button>
				)}
			</StepBar>
		</>
	);
}

const counted = ["new", "changed", "unchanged", "gone", "refused", "unread"] as const;

export function Counts({ r }: { r: Report }) {
	const t = useT();
	const counts = { ...r, unread: r.cells_refused_count };
	return (
		<dl className={checkStyles.counts}>
			{counted.map((c) => (
				<div key={c} data-kind={c} data-none={counts[c] === 0 || undefined}>
					<dt>{t(`import.count.${c}`)}</dt>
					<dd>{formatCount(counts[c])}</dd>
				</div>
			))}
		</dl>
	);
}

// Made lists what importing adds beside the projects, and what was noticed.
function Made({ i }: { i: Import }) {
	const t = useT();
	const r = i.report;
	const parts: [string, string[]][] = [
		[t("import.check.newFields"), (r?.new_fields ?? []).map((f) => f.label)],
		[t("import.check.newOptions"), (r?.new_options ?? []).map((o) => o.label)],
		[t("import.check.newUnits"), r?.new_units ?? []],
		[t("import.check.newProgrammes"), r?.new_programmes ?? []],
	];
	const notes = r?.notes ?? [];
	const full = parts.filter(([, names]) => names.length > 0);
	if (full.length === 0 && notes.length === 0) return null;
	return (
		<section className={frameStyles.block}>
			{notes.map((n) => (
				<Banner key={n}>{n}</Banner>
			))}
			{full.length > 0 && (
				<dl className={checkStyles.alsoMade}>
					{full.map(([title, names]) => (
						<div key={title}>
							<dt>
								{title} <span className={columnStyles.times}>{formatCount(names.length)}</span>
							</dt>
							<Names names={names} />
						</div>
					))}
				</dl>
			)}
		</section>
	);
}

const few = 4;

// Names shows the first of many names, and all of them when asked.
function Names({ names }: { names: string[] }) {
	const t = useT();
	const [all, setAll] = useState(false);
	const shown = all || names.length <= few + 1 ? names : names.slice(0, few);
	return (
		<dd>
			{shown.join(" · ")}{" "}
			{shown.length < names.length && (
				<Button kind="quiet" small onPress={() => setAll(true)}>
					{t("import.check.others", { count: names.length - shown.length })}
				</Button>
			)}
		</dd>
	);
}

function Lists({ i, report }: { i: Import; report: Report }) {
	const t = useT();
	const [tab, setTab] = useParam("rows");
	const left = report.left ?? [];
	const all = [
		{ id: "refused", count: report.refused, content: <RefusedRows i={i} /> },
		{ id: "unread", count: report.cells_refused_count, content: <UnreadCells i={i} /> },
		{ id: "changed", count: report.changed, content: <ChangedRows i={i} /> },
		{ id: "new", count: report.new, content: <NewRows i={i} /> },
		{ id: "gone", count: report.gone, content: <PlainRows i={i} kind="gone" /> },
		{ id: "unchanged", count: report.unchanged, content: <PlainRows i={i} kind="unchanged" /> },
		{ id: "left", count: left.length, content: <LeftRows i={i} /> },
	] as const;
	const tabs = all.filter((x) => x.count > 0).map((x) => ({ ...x, name: t(`import.count.${x.id}`) }));
	if (tabs.length === 0) return null;
	const current = tabs.find((x) => x.id === tab)?.id ?? tabs[0]?.id ?? "";
	return (
		<div className={checkStyles.lists}>
			<Tabs
				label={t("import.check.lists")}
				tabs={tabs}
				value={current}
				onChange={(id) => setTab(id, { replace: true })}
			/>
		</div>
	);
}
