import { useT } from "../i18n/use-lang";
import { Icon } from "./icon";
import styles from "./stepper.module.css";

export type Step = { id: string; name: string };

type Props = { label: string; steps: Step[]; current: string; onGo?: (id: string) => void };

// Stepper shows where one is in a few steps; those already done can be gone back to.
export function Stepper({ label, steps, current, onGo }: Props) {
	const t = useT();
	const at = steps.findIndex((s) => s.id === current);
	return (
		<ol className={styles.steps} aria-label={label}>
			{steps.map((s, i) => {
				const state = i < at ? "done" : i === at ? "current" : "next";
				const mark = <span className={styles.mark}>{state === "done" ? <Icon name="check" size={12} /> : i + 1}</span>;
				return (
					<li
						key={s.id}
						className={styles.step}
						data-state={state}
						aria-current={state === "current" ? "step" : undefined}
					>
						{state === "done" && onGo ? (
							<button type="button" className={styles.go} onClick={() => onGo(s.id)}>
								{mark}
								{s.name}
								<span className="visually-hidden">{t("step.done")}</span>
							</button>
						) : (
							<span className={styles.go}>
								{mark}
								{s.name}
							</span>
						)}
					</li>
				);
			})}
		</ol>
	);
}
