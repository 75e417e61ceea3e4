import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Banner } from "../../ui/banner";
import { PageFrame } from "../../ui/page";
import { Split } from "../../ui/split";
import { Stepper } from "../../ui/stepper";
import { useParam, useSetSearch } from "../../url/use-search";
import { CheckStep } from "./check-step";
import { ColumnPanel } from "./column-panel";
import { ColumnsStep } from "./columns-step";
import { DoneStep } from "./done-step";
import { FileStep } from "./file-step";
import frameStyles from "./frame.module.css";
import styles from "./import.module.css";
import { type StepId, stepIds, stepOf } from "./logic";
import { MatchesStep } from "./matches-step";
import { useObject } from "./queries";
import type { Import } from "./types";

export type StepProps = { i: Import; go: (step: StepId) => void };

const contents: Record<StepId, (p: StepProps) => React.ReactNode> = {
	file: (p) => <FileStep {...p} />,
	columns: (p) => <ColumnsStep {...p} />,
	matches: (p) => <MatchesStep {...p} />,
	check: (p) => <CheckStep {...p} />,
	done: (p) => <DoneStep {...p} />,
};

// Wizard leads one file from its columns to the portfolio. The address holds the
// step, so that Back goes to the one before; nothing is written before the last.
export function Wizard({ i }: { i: Import }) {
	const t = useT();
	const [wanted] = useParam("step");
	const [open] = useParam("column");
	const set = useSetSearch();
	const step = stepOf(i, wanted);
	const go = (to: StepId) => set({ step: to, column: null });
	const column = step === "columns" ? i.columns?.find((c) => String(c.number) === open) : undefined;
	return (
		<div className={styles.wizard}>
			<Split
				panel={
					column && (
						<ColumnPanel
							key={column.number}
							i={i}
							c={column}
							onOpen={(n) => set({ column: n ? `${n}` : null }, { replace: true })}
						/>
					)
				}
			>
				<PageFrame title={i.file.name} lead={<Where i={i} />}>
					<div className={frameStyles.way}>
						<Stepper
							label={t("import.steps")}
							steps={stepIds.map((id) => ({ id, name: t(`import.step.${id}`) }))}
							current={step}
							onGo={step === "done" ? undefined : (id) => go(id as StepId)}
						/>
					</div>
					<StepHeading step={step} />
					{i.state === "failed" && (
						<div className={frameStyles.block}>
							<Banner tone="bad" title={t("import.failed.title")}>
								{i.problem || t("import.failed.text")}
							</Banner>
						</div>
					)}
					{contents[step]({ i, go })}
				</PageFrame>
			</Split>
		</div>
	);
}

function Where({ i }: { i: Import }) {
	const t = useT();
	const kind = useObject(i.object);
	const date = formatDay(dayFromISO(i.as_of), "long");
	if (!kind.portfolio)
		return <>{[kind.label, kind.dated && t("import.edition", { date })].filter(Boolean).join(" · ")}</>;
	if (!i.portfolio) return <>{t("import.whereNone", { date })}</>;
	return <>{t("import.where", { portfolio: i.portfolio.name, date })}</>;
}

// StepHeading names the step; focus goes there when the step changes, and when
// one comes from the file just sent.
function StepHeading({ step }: { step: StepId }) {
	const t = useT();
	const heading = useRef<HTMLHeadingElement>(null);
	const arriving = useRouterState({ select: (s) => "focusStep" in s.location.state });
	const before = useRef<StepId | null>(arriving ? null : step);
	const title = t(`import.step.${step}`);
	useEffect(() => {
		if (before.current === step) return;
		before.current = step;
		heading.current?.focus();
		announce(title);
	}, [step, title]);
	return (
		<h2 ref={heading} tabIndex={-1} className="visually-hidden">
			{title}
		</h2>
	);
}
