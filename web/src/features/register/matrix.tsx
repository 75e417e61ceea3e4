import { useMemo } from "react";
import type { RecordRow } from "../../data/registers";
import { useRecords } from "../../data/registers";
import type { MessageKey } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { levelOf } from "../../views/register/words";
import styles from "./matrix.module.css";
import type { Asking } from "./use-asked";

const steps = [1, 2, 3, 4, 5] as const;

// Matrix counts the open risks by probability and impact; a square narrows the
// list below to its risks, and a second press widens it again.
export function Matrix({ asking }: { asking: Asking }) {
	const { t } = useLang();
	const { asked, set } = asking;
	const read = useRecords("risk", { ...asked, when: "open", at: "" });
	const { counts, unrated } = useMemo(() => countsOf(read.data?.items ?? []), [read.data]);
	const word = (scale: "probability" | "impact", n: number) => t(`register.${scale}.${n}` as MessageKey);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls on narrow screens, and must by keys too
		<section className={styles.matrix} aria-label={t("register.matrix.title")} tabIndex={0}>
			<table className={styles.table} aria-label={t("register.matrix.title")}>
				<caption className={styles.caption}>{t("register.matrix.title")}</caption>
				<tbody>
					{steps.toReversed().map((p) => (
						<tr key={p}>
							<th scope="row" className={styles.row}>
								<span className={styles.step}>{p}</span>
								<span className={styles.word}>{word("probability", p)}</span>
							</th>
							{steps.map((i) => (
								<td key={i} className={styles.cell} data-level={levelOf(p * i)}>
									<Square
										count={counts[`${p}x${i}`] ?? 0}
										chosen={asked.at === `${p}x${i}`}
										label={t("register.matrix.cell", { p, i, count: counts[`${p}x${i}`] ?? 0 })}
										onPress={() => set({ at: asked.at === `${p}x${i}` ? null : `${p}x${i}`, when: null })}
									/>
								</td>
							))}
						</tr>
					))}
				</tbody>
				<tfoot>
					<tr>
						<td className={styles.corner}>
							{t("register.matrix.probability")} ↑ · {t("register.matrix.impact")} →
						</td>
						{steps.map((i) => (
							<th key={i} scope="col" className={styles.column}>
								<span className={styles.step}>{i}</span>
								<span className={styles.word}>{word("impact", i)}</span>
							</th>
						))}
					</tr>
				</tfoot>
			</table>
			<p className={styles.note}>
				{asked.at ? (
					<Button small kind="quiet" icon="close" onPress={() => set({ at: null })}>
						{t("register.matrix.clear")}
					</Button>
				) : (
					t("register.matrix.help")
				)}
				{unrated > 0 && <span>{t("register.matrix.unrated", { count: unrated })}</span>}
			</p>
		</section>
	);
}

type SquareProps = { count: number; chosen: boolean; label: string; onPress: () => void };

function Square({ count, chosen, label, onPress }: SquareProps) {
	return (
		<button
			type="button"
			className={styles.square}
			aria-label={label}
			aria-pressed={chosen}
			disabled={count === 0 && !chosen}
			onClick={onPress}
		>
			{count > 0 && <span className={styles.chip}>{count}</span>}
		</button>
	);
}

// countsOf counts risks by square; those that lack one of the two are unrated.
export function countsOf(rows: readonly RecordRow[]): { counts: Record<string, number>; unrated: number } {
	const counts: Record<string, number> = {};
	let unrated = 0;
	for (const m of rows) {
		if (!m.probability || !m.impact) unrated++;
		else {
			const at = `${Number(m.probability)}x${Number(m.impact)}`;
			counts[at] = (counts[at] ?? 0) + 1;
		}
	}
	return { counts, unrated };
}
