import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { ErrorState, Skeleton } from "../../ui/states";
import { type Answer, useExplained } from "./explain";
import styles from "./rights.module.css";

// Answers says, for each thing that can be done with an object, whether somebody
// may, and by what.
export function Answers({ object, user, only }: { object: string; user: string; only?: string }) {
	const t = useT();
	const found = useExplained(object, user);
	if (found.error) return <ErrorState error={found.error} />;
	if (!found.data) return <Skeleton lines={4} />;
	const { disabled, second_factor_missing: factor, object: about } = found.data;
	const answers = (found.data.answers ?? []).filter((a) => !only || a.action === only);
	return (
		<div className={styles.answers}>
			{disabled && <p className={styles.note}>{t("explain.disabled")}</p>}
			{factor && !disabled && <p className={styles.note}>{t("explain.factor")}</p>}
			{about.in_bin && <p className={styles.note}>{t("explain.bin")}</p>}
			<ul className={styles.list}>
				{answers.map((a) => (
					<li key={a.action} data-allowed={a.allowed || undefined}>
						<Icon name={a.allowed ? "check" : "minus"} size={14} />
						<div>
							<span className={styles.action}>
								{a.label}
								<span className={styles.verdict}>{t(a.allowed ? "explain.yes" : "explain.no")}</span>
							</span>
							<Because answer={a} />
						</div>
					</li>
				))}
			</ul>
		</div>
	);
}

function Because({ answer }: { answer: Answer }) {
	const t = useT();
	if (answer.allowed) {
		const said = [...(answer.own ? [answer.own] : []), ...(answer.reasons ?? []).map((r) => r.text)];
		return said.map((text) => (
			<p key={text} className={styles.because}>
				{text}
			</p>
		));
	}
	const givers = (answer.givers ?? []).map((g) => g.name);
	return (
		<>
			{(answer.lacks ?? []).length > 0 && (
				<p className={styles.because}>{t("explain.lacks", { rights: (answer.lacks ?? []).join(", ") })}</p>
			)}
			{givers.length > 0 && <p className={styles.because}>{t("explain.givers", { people: givers.join(", ") })}</p>}
		</>
	);
}
