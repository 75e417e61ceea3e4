import { useEffect, useState } from "react";
import { Outdated } from "../../../api/problem";
import { type Shifted, useBaselineActs } from "../../../data/baselines";
import type { PlanShown } from "../../../data/plans";
import { useLang } from "../../../i18n/use-lang";
import { Button } from "../../../ui/button";
import { Dialog } from "../../../ui/dialog";
import { FormError } from "../../../ui/form";
import { NumberField } from "../../../ui/number-field";
import { RadioGroup } from "../../../ui/radio";
import { Select } from "../../../ui/select";
import { Skeleton } from "../../../ui/states";
import type { PlanItem } from "../../../views/gantt/items";
import { signedDays, spanOfDates } from "../../../views/gantt/words";
import { timeOf } from "../read";
import styles from "./baselines.module.css";

type Props = {
	project: string;
	plan: PlanShown;
	items: readonly PlanItem[];
	// active: the line on which one stands
	active: PlanItem | undefined;
	hasReference: boolean;
	onClose: () => void;
};

type Part = "all" | "below" | "later";

const mostShown = 60;

// ShiftPlan moves a plan, a part of it, or its reference by working days; what moves is
// shown before it does.
export function ShiftPlan({ project, plan, items, active, hasReference, onClose }: Props) {
	const { t } = useLang();
	const acts = useBaselineActs(project);
	const [days, setDays] = useState<string | null>("5");
	const [part, setPart] = useState<Part>("all");
	const [dates, setDates] = useState<"current" | "reference">("current");
	const [from, setFrom] = useState(active?.id ?? items[0]?.id ?? "");
	const [foreseen, setForeseen] = useState<Shifted | null>(null);
	// answered: what was asked when this was foreseen
	const [answered, setAnswered] = useState("");
	const [error, setError] = useState<unknown>(null);
	const [running, setRunning] = useState(false);
	const number = Number(days ?? "");
	const asked = { days: Math.trunc(number), part, dates, ...(part === "all" ? {} : { from }) };
	const key = JSON.stringify(asked);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what is asked, written as text
	useEffect(() => {
		setError(null);
		if (!asked.days) return setForeseen(null);
		let gone = false;
		acts.shift(plan.mark, asked).then(
			(answer) => {
				if (gone) return;
				setForeseen(answer);
				setAnswered(key);
			},
			(e) => {
				if (gone) return;
				setForeseen(null);
				setError(e);
			},
		);
		return () => {
			gone = true;
		};
	}, [key, plan.mark, acts]);
	const run = async () => {
		setRunning(true);
		try {
			const read = foreseen?.reference_version;
			const body = read === undefined ? asked : { ...asked, reference_version: read };
			await acts.shift(plan.mark, body, t("shift.did", { days: signedDays(asked.days, t) }));
			onClose();
		} catch (e) {
			setError(e);
			setRunning(false);
			// What it would do to what is there now, below what went wrong.
			if (e instanceof Outdated) setForeseen(await acts.shift(plan.mark, asked).catch(() => null));
		}
	};
	const computing = asked.days !== 0 && answered !== key && error === null;
	const moved = foreseen?.moved ?? [];
	return (
		<Dialog
			wide
			title={t("shift.title")}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button
						kind="primary"
						onPress={() => void run()}
						isPending={running}
						isDisabled={answered !== key || moved.length === 0}
					>
						{t("shift.run")}
					</Button>
				</>
			}
		>
			<div className={styles.shift}>
				<FormError error={error} />
				<div className={styles.asked}>
					<NumberField
						label={t("shift.days")}
						help={t("shift.daysHelp")}
						value={days}
						onChange={setDays}
						min={-2600}
						max={2600}
						autoFocus
					/>
					<RadioGroup
						label={t("shift.part")}
						value={part}
						onChange={(id) => setPart(id as Part)}
						options={(["all", "below", "later"] as const).map((id) => ({ id, name: t(`shift.parts.${id}`) }))}
					/>
					{part !== "all" && (
						<Select
							label={t("shift.from")}
							value={from}
							onChange={setFrom}
							options={items.map((i) => ({ id: i.id, name: i.name, detail: i.wbs }))}
						/>
					)}
					{hasReference && (
						<RadioGroup
							label={t("shift.dates")}
							value={dates}
							onChange={(id) => setDates(id === "reference" ? "reference" : "current")}
							options={(["current", "reference"] as const).map((id) => ({ id, name: t(`shift.of.${id}`) }))}
						/>
					)}
				</div>
				<section className={styles.foreseen} aria-label={t("shift.foreseen")} aria-live="polite" aria-busy={computing}>
					<Summary foreseen={foreseen} computing={computing} />
					<ol>
						{moved.slice(0, mostShown).map((m) => (
							<li key={m.id} data-kind={m.kind}>
								<span className={styles.name}>{m.name}</span>
								<span className={styles.quiet}>
									{spanOfDates(timeOf(m.was_start), timeOf(m.was_finish))}
									{" → "}
									<b>{spanOfDates(timeOf(m.start), timeOf(m.finish))}</b>
								</span>
							</li>
						))}
					</ol>
					{moved.length > mostShown && (
						<p className={styles.quiet}>{t("shift.more", { count: moved.length - mostShown })}</p>
					)}
				</section>
			</div>
		</Dialog>
	);
}

function Summary({ foreseen, computing }: { foreseen: Shifted | null; computing: boolean }) {
	const { t } = useLang();
	if (!foreseen && computing) return <Skeleton lines={6} />;
	if (!foreseen) return <p className={styles.quiet}>{t("shift.nothing")}</p>;
	const count = (kind: string) => (foreseen.moved ?? []).filter((m) => m.kind === kind).length;
	const [tasks, milestones] = [count("task"), count("milestone")];
	const end =
		foreseen.finish && foreseen.was_finish ? spanOfDates(timeOf(foreseen.finish), timeOf(foreseen.finish)) : "";
	return (
		<div className={styles.summary}>
			<strong>{(foreseen.moved ?? []).length === 0 ? t("shift.none") : t("shift.moves", { tasks, milestones })}</strong>
			{end && (
				<span>
					{t("shift.ends", { was: spanOfDates(timeOf(foreseen.was_finish), timeOf(foreseen.was_finish)), now: end })}
				</span>
			)}
			{foreseen.held > 0 && <span className={styles.held}>{t("shift.held", { count: foreseen.held })}</span>}
		</div>
	);
}
