import { Link } from "react-aria-components";
import { nextStep, setUpPage, useSetUp } from "../../data/onboarding";
import { useT } from "../../i18n/use-lang";
import { Progress } from "../../ui/progress";
import { Block } from "./block";
import styles from "./home.module.css";

// SettingUp says how far the set-up of the PMO is and what comes next, until all of it
// is done or left out.
export function SettingUp() {
	const t = useT();
	const all = useSetUp();
	if (!all.data || all.data.done === all.data.total) return null;
	return (
		<Block title={t("setUp.title")} all={setUpPage} query={all} none="" isEmpty={() => false}>
			{(s) => {
				const next = nextStep(s);
				return (
					<>
						<Progress
							label={t("setUp.progress")}
							value={s.done}
							max={s.total}
							note={t("setUp.of", { done: s.done, total: s.total })}
						/>
						{next && (
							<ul className={styles.lines}>
								<li>
									<Link href={setUpPage} className={styles.line ?? ""}>
										<span className={styles.name}>
											{t("setUp.next", { step: t(`setUp.step.${next.key}`) })}
											<span className={styles.of}>{t(`setUp.why.${next.key}`)}</span>
										</span>
									</Link>
								</li>
							</ul>
						)}
					</>
				);
			}}
		</Block>
	);
}
