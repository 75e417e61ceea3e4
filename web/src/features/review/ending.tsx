import { useState } from "react";
import { api, send } from "../../api/client";
import { useT } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { Markdown } from "../../ui/markdown";
import { Loaded } from "../../ui/states";
import styles from "./opening.module.css";
import { OutcomeLines } from "./outcome-lines";
import { useOutcomes, useTurn } from "./queries";
import type { Outcomes, Review } from "./types";

// Ending is the last page: all that was decided, the conclusion, and the close.
export function Ending({ review: r, onClosed }: { review: Review; onClosed: () => void }) {
	const outcomes = useOutcomes(r.id);
	return <Loaded query={outcomes}>{(o) => <Content review={r} outcomes={o} onClosed={onClosed} />}</Loaded>;
}

function Content({ review: r, outcomes: o, onClosed }: { review: Review; outcomes: Outcomes; onClosed: () => void }) {
	const t = useT();
	const decisions = o.items.filter((i) => i.register === "decision");
	const actions = o.items.filter((i) => i.register === "action");
	return (
		<article className={styles.slide}>
			<header className={styles.head}>
				<div>
					<p className={styles.above}>{r.name}</p>
					<h1 className={styles.title}>{t("review.endTitle")}</h1>
				</div>
				<Close review={r} onClosed={onClosed} nothing={o.items.length === 0} />
			</header>
			<div className={styles.body}>
				<section>
					<h2 className={styles.heading}>{t("review.decisions", { count: decisions.length })}</h2>
					{decisions.length === 0 && <p className={styles.plain}>{t("review.noDecision")}</p>}
					<OutcomeLines review={r} lines={decisions} outcomes={o} withProject most={9} />
				</section>
				<section>
					<h2 className={styles.heading}>{t("review.actions", { count: actions.length })}</h2>
					{actions.length === 0 && <p className={styles.plain}>{t("review.noAction")}</p>}
					<OutcomeLines review={r} lines={actions} outcomes={o} withProject most={6} />
					<Conclusion review={r} />
				</section>
			</div>
		</article>
	);
}

function Conclusion({ review: r }: { review: Review }) {
	const t = useT();
	const [text, setText] = useState(r.conclusion);
	const save = useTurn(r.id, (conclusion: string, now) =>
		api.patch<Review>(`/reviews/${now.id}`, { conclusion }, now.version),
	);
	if (!r.can_lead || r.state !== "frozen")
		return r.conclusion ? (
			<div className={styles.conclusion}>
				<h2 className={styles.heading}>{t("review.conclusion")}</h2>
				<Markdown text={r.conclusion} />
			</div>
		) : null;
	return (
		<label className={styles.conclusion}>
			<span className={styles.heading}>{t("review.conclusion")}</span>
			<textarea
				className={styles.area}
				value={text}
				rows={3}
				placeholder={t("review.conclusionHint")}
				onChange={(e) => setText(e.target.value)}
				onBlur={() => text !== r.conclusion && save.mutate(text)}
			/>
			{save.error && <span role="alert">{save.error.message}</span>}
		</label>
	);
}

function Close({ review: r, onClosed, nothing }: { review: Review; onClosed: () => void; nothing: boolean }) {
	const t = useT();
	const [asking, setAsking] = useState(false);
	const close = useTurn(r.id, (_: undefined, now) =>
		send<Review>("POST", `/reviews/${now.id}/close`, { version: now.version }),
	);
	if (r.state === "closed" || !r.can_lead)
		return (
			<ButtonLink href={`/reviews/${r.id}/minutes`} icon="open">
				{t("review.minutes.title")}
			</ButtonLink>
		);
	return (
		<>
			<Button kind="primary" icon="check" onPress={() => setAsking(true)}>
				{t("review.close.do")}
			</Button>
			<Confirm
				title={t("review.close.title")}
				isOpen={asking}
				onClose={() => setAsking(false)}
				onConfirm={() => close.mutate(undefined, { onSuccess: onClosed })}
				action={t("review.close.do")}
				kind="primary"
				isPending={close.isPending}
			>
				<p>{t(nothing ? "review.close.nothing" : "review.close.text")}</p>
				{close.error && <p role="alert">{close.error.message}</p>}
			</Confirm>
		</>
	);
}
