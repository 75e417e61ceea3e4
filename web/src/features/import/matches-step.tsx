import { useState } from "react";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import columnsStyles from "./columns.module.css";
import { decisions, programmeDoubt } from "./logic";
import { MatchPair } from "./match-pair";
import matchesStyles from "./matches.module.css";
import { useChangeImport, useRun } from "./queries";
import { StepBar } from "./step-bar";
import type { Doubtful, Match } from "./types";
import { useDryRun } from "./use-dry-run";
import type { StepProps } from "./wizard";

// surely is the likeness, in percent, from which pairs are accepted together.
const surely = 90;

const leads = {
	rows: "import.matches.lead",
	lone: "import.matches.leadLone",
	programmes: "import.matches.leadProgrammes",
} as const;

function kindOf(d: Doubtful): keyof typeof leads {
	if (d.column) return "programmes";
	return d.lone ? "lone" : "rows";
}

// MatchesStep puts each row that may be a known project beside the ones it looks
// like. A correction throws the report away, so the pairs are kept here until the
// next check.
export function MatchesStep({ i, go }: StepProps) {
	const t = useT();
	const reading = useDryRun(i);
	const change = useChangeImport(i.id);
	const check = useRun(i.id, "dry-run");
	const [kept, setKept] = useState<Doubtful[] | null>(i.report?.doubtful ?? null);
	if (!kept && i.report) setKept(i.report.doubtful ?? []);
	const decided = new Map((i.matches ?? []).map((m) => [m.row, m]));
	const pairs: Doubtful[] = (kept ?? []).map((d) =>
		d.column ? programmeDoubt(i, d) : { ...d, ...(decided.get(d.row) ?? { decision: "" }), name: d.name },
	);
	const open = pairs.filter((d) => d.decision === "").length;
	const decide = (decided: [Doubtful, Match][]) => change.mutate(decisions(i, decided));
	const left = pairs.filter((d) => d.decision === "");
	const alike = left.filter((d) => (d.candidates?.[0]?.score ?? 0) >= surely);
	const same = (some: Doubtful[]) =>
		decide(
			some.map((d) => {
				const best = d.candidates?.[0];
				return [d, { row: d.row, decision: "same", project: d.column ? best?.name : best?.id }];
			}),
		);
	const lead = (["rows", "lone", "programmes"] as const)
		.map((what) => [what, pairs.filter((d) => kindOf(d) === what).length] as const)
		.filter(([, count]) => count > 0);
	if (!kept) return reading.error ? <ErrorState error={reading.error} onRetry={() => reading.reset()} /> : <Skeleton />;
	return (
		<>
			<div className={columnsStyles.tally}>
				<p className={columnsStyles.sum}>
					{lead.map(([what, count]) => t(leads[what], { object: i.object, count })).join(" ") ||
						t("import.matches.lead", { object: i.object, count: 0 })}
				</p>
				{open > 1 && (
					<div className={columnsStyles.buttons}>
						{alike.length > 0 && (
							<Button small icon="check" onPress={() => same(alike)}>
								{t("import.matches.allSame", { count: alike.length, share: surely })}
							</Button>
						)}
						<Button small onPress={() => decide(left.map((d) => [d, { row: d.row, decision: "new" }]))}>
							{t("import.matches.allNew", { object: i.object, count: open })}
						</Button>
					</div>
				)}
			</div>
			{pairs.length === 0 ? (
				<EmptyState icon="check" title={t("import.matches.none", { object: i.object })}>
					{t("import.matches.noneText")}
				</EmptyState>
			) : (
				<ul className={matchesStyles.pairs}>
					{pairs.map((d) => (
						<MatchPair key={`${d.row} ${d.column ?? ""}`} object={i.object} d={d} onDecide={(m) => decide([[d, m]])} />
					))}
				</ul>
			)}
			<StepBar
				onBack={() => go("columns")}
				error={check.error ?? change.error}
				note={open > 0 ? t("import.matches.open", { count: open }) : t("import.nothingYet")}
			>
				<Button
					kind="primary"
					isPending={check.isPending}
					isDisabled={open > 0}
					onPress={() => check.mutate(undefined, { onSuccess: () => go("check") })}
				>
					{t("import.matches.next")}
				</Button>
			</StepBar>
		</>
	);
}
