import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import {
	beginStep,
	leaveStep,
	nextStep,
	placeOf,
	type SetUp,
	type SetUpStep,
	useSetUp,
	useSkipStep,
} from "../../data/onboarding";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { Progress } from "../../ui/progress";
import { Loaded } from "../../ui/states";
import { AdminFrame } from "./admin-frame";
import styles from "./set-up.module.css";

const parts = ["method", "people", "portfolio", "review"] as const;

// SetUpPage is the set-up of a PMO in the order in which one really goes. What is done
// shows by itself, from what is there.
export default function SetUpPage() {
	const t = useT();
	const all = useSetUp();
	// Back from a step: what was done there shows.
	useEffect(leaveStep, []);
	return (
		<AdminFrame title={t("setUp.title")} lead={t("setUp.lead")}>
			<Loaded query={all}>{(s) => <Steps all={s} />}</Loaded>
		</AdminFrame>
	);
}

function Steps({ all }: { all: SetUp }) {
	const t = useT();
	const skip = useSkipStep();
	const next = nextStep(all);
	return (
		<div className={styles.page}>
			<Progress
				label={t(next ? "setUp.progress" : "setUp.complete")}
				value={all.done}
				max={all.total}
				note={t("setUp.of", { done: all.done, total: all.total })}
			/>
			<FormError error={skip.error} />
			{parts.map((part, i) => (
				<section key={part} aria-labelledby={`part-${part}`} className={styles.part}>
					<h2 id={`part-${part}`}>
						<span aria-hidden="true">{i + 1}</span> {t(`setUp.part.${part}`)}
					</h2>
					<ol>
						{(all.steps ?? [])
							.filter((s) => s.part === part)
							.map((s) => (
								<Line
									key={s.key}
									step={s}
									isNext={s.key === next?.key}
									busy={skip.isPending}
									onSkip={(skipped) => skip.mutate({ step: s.key, skipped })}
								/>
							))}
					</ol>
				</section>
			))}
		</div>
	);
}

type LineProps = { step: SetUpStep; isNext: boolean; busy: boolean; onSkip: (skipped: boolean) => void };

function Line({ step, isNext, busy, onSkip }: LineProps) {
	const t = useT();
	const navigate = useNavigate();
	const state = step.done ? "done" : step.skipped ? "skipped" : isNext ? "next" : "waits";
	const title = t(`setUp.step.${step.key}`);
	const open = () => {
		beginStep(step.key);
		void navigate({ href: placeOf[step.key] });
	};
	return (
		<li className={styles.step} data-state={state} aria-current={isNext ? "step" : undefined}>
			<span className={styles.mark}>
				{step.done ? <Icon name="check" size={14} /> : step.skipped ? <Icon name="minus" size={14} /> : null}
				<span className="visually-hidden">{t(`setUp.state.${state}`)}</span>
			</span>
			<div className={styles.words}>
				<h3>{title}</h3>
				<p>{t(`setUp.why.${step.key}`)}</p>
			</div>
			<div className={styles.actions}>
				{step.skipped ? (
					<Button small kind="quiet" isDisabled={busy} onPress={() => onSkip(false)}>
						{t("setUp.takeUp")}
					</Button>
				) : (
					<>
						{!step.done && (
							<Button
								small
								kind="quiet"
								isDisabled={busy}
								aria-label={t("setUp.skipOne", { step: title })}
								onPress={() => onSkip(true)}
							>
								{t("setUp.skip")}
							</Button>
						)}
						<Button
							small
							kind={isNext ? "primary" : "plain"}
							aria-label={t("setUp.openOne", { step: title })}
							onPress={open}
						>
							{t(step.done ? "setUp.see" : "setUp.open")}
						</Button>
					</>
				)}
			</div>
		</li>
	);
}
