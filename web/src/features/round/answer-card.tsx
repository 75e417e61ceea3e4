import { useState } from "react";
import { useMe } from "../../data/me";
import { same } from "../../data/rows";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { formatAgo, monthFromISO } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError, fieldErrors } from "../../ui/form";
import { Icon } from "../../ui/icon";
import { TextLink } from "../../ui/link";
import { draftName, useDraft } from "./draft";
import { monthWords } from "./month";
import { useAnswer } from "./queries";
import styles from "./round.module.css";
import { shown } from "./shown";
import type { Ask, Round } from "./types";
import { WeatherChoice } from "./weather-choice";

// short: kinds of which two stand side by side
const short = new Set(["date", "month", "number", "percent", "money"]);

// AnswerCard asks for one project what the round asks, filled in with what stands
// there. What is typed stays on the card whatever is announced meanwhile, and
// wherever the person goes, until it is sent.
export function AnswerCard({ round: r, ask }: { round: Round; ask: Ask }) {
	const { t, lang } = useLang();
	const me = useMe();
	const { typed, type, confirmed, forget } = useDraft(draftName(me.id, r.id, ask.project.id));
	const [again, setAgain] = useState(false);
	const save = useAnswer(r);
	const context = useFieldContext();
	const wrong = fieldErrors(save.error);
	const locked = r.state === "locked" || !ask.can_edit;
	const differs = (key: string) => key in typed && !same(typed[key], ask.values[key]);
	const some = r.attributes.some((a) => differs(a.key));
	const done = !!ask.answered_at && !again && !some;
	const before = monthWords(monthFromISO(r.month) - 1);
	const give = (isDone: boolean) => {
		// a monthly value that is only carried over is written as this month's own
		const values: Record<string, unknown> = {};
		for (const a of r.attributes) {
			const now = a.key in typed ? typed[a.key] : ask.values[a.key];
			const carried = a.per_month && isDone && !ask.entered.includes(a.key) && now != null && a.key !== "comment";
			if (!same(now, ask.values[a.key]) || carried) values[a.key] = now ?? null;
		}
		save.mutate(
			{ ask, values, done: isDone, sent: () => confirmed(typed) },
			{
				onSuccess: () => {
					forget(typed);
					setAgain(false);
				},
			},
		);
	};
	return (
		<article className={styles.card} aria-label={ask.project.name} data-done={done || undefined}>
			<header className={styles.cardHead}>
				<h3>
					<TextLink href={`/project/${ask.project.id}`}>{ask.project.name}</TextLink>
				</h3>
				<span className={styles.of}>{ask.project.code}</span>
			</header>
			{Object.keys(wrong).length === 0 && <FormError error={save.error} />}
			<div className={styles.fields}>
				{r.attributes.map((a) => {
					const kind = fieldKind(a);
					const stands = ask.values[a.key];
					const value = a.key in typed ? typed[a.key] : stands;
					if (locked || done) {
						return (
							<div key={a.key} className={styles.fact}>
								<span className={styles.of}>{pick(a.label, lang)}</span>
								<span>
									{stands == null ? "–" : shown(a, stands, context)}
									{differs(a.key) && (
										<span className={styles.unsent}>
											{t("round.unsent", { value: kind.text(typed[a.key], a, context) || "–" })}
										</span>
									)}
								</span>
							</div>
						);
					}
					const carried = a.per_month && !ask.entered.includes(a.key) && !(a.key in typed) && value != null;
					const text = {
						label: pick(a.label, lang),
						help: carried ? t("round.carried", before) : undefined,
						error: wrong[a.key],
					};
					const set = (v: unknown) => type(a.key, v);
					return (
						<div key={a.key} data-short={short.has(a.kind) || undefined}>
							{a.kind === "weather" ? (
								<WeatherChoice {...text} value={typeof value === "string" ? value : null} onChange={set} />
							) : (
								<kind.Input {...text} attribute={a} value={value ?? null} onChange={set} context={context} />
							)}
						</div>
					);
				})}
			</div>
			<footer className={styles.cardFoot}>
				{done ? (
					<>
						<span className={styles.done}>
							<Icon name="check" size={16} />
							{ask.answered_by && ask.answered_by.id !== me.id
								? t("round.doneBy", { name: ask.answered_by.name, ago: formatAgo(ask.answered_at, Date.now(), t) })
								: t("round.done", { ago: formatAgo(ask.answered_at, Date.now(), t) })}
						</span>
						{!locked && <Button onPress={() => setAgain(true)}>{t("round.again")}</Button>}
					</>
				) : (
					(locked && <span className={styles.waiting}>{t("round.noAnswer")}</span>) || (
						<>
							{some && (
								<Button onPress={() => give(false)} isPending={save.isPending}>
									{t("round.later")}
								</Button>
							)}
							<Button kind="primary" icon="check" onPress={() => give(true)} isPending={save.isPending}>
								{t("round.upToDate")}
							</Button>
						</>
					)
				)}
			</footer>
		</article>
	);
}
