import { useState } from "react";
import { useCan, useToday } from "../../data/me";
import { dayFromISO, formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import { Icon } from "../../ui/icon";
import lines from "../../ui/lines.module.css";
import { TextLink } from "../../ui/link";
import { PageFrame } from "../../ui/page";
import { EmptyState, Loaded } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { useParam } from "../../url/use-search";
import styles from "./list.module.css";
import { NewReview } from "./new-review";
import { useReviews } from "./queries";
import { StateBadge } from "./state-badge";
import type { ReviewLine } from "./types";

// ListPage is the history of reviews, the latest first: what is being prepared,
// what runs, and what came of those that are closed.
export default function ListPage() {
	const { t } = useLang();
	const [portfolio] = useParam("portfolio");
	const [asking, setAsking] = useState(false);
	const mayPrepare = useCan("portfolio.edit");
	const reviews = useReviews(portfolio);
	const make = mayPrepare && (
		<Button kind="primary" icon="plus" onPress={() => setAsking(true)}>
			{t("review.new")}
		</Button>
	);
	return (
		<PageFrame title={t("nav.reviews")} lead={t("review.lead")} actions={make || undefined}>
			<Loaded query={reviews} lines={6}>
				{(all) =>
					all.length === 0 ? (
						<EmptyState icon="review" title={t("review.none.title")} action={make || undefined}>
							{t("review.none.text")}
						</EmptyState>
					) : (
						<ul className={lines.list}>
							{all.map((r) => (
								<Line key={r.id} review={r} />
							))}
						</ul>
					)
				}
			</Loaded>
			{asking && <NewReview portfolio={portfolio} onClose={() => setAsking(false)} />}
		</PageFrame>
	);
}

function Line({ review: r }: { review: ReviewLine }) {
	const { t } = useLang();
	const today = useToday();
	const ends = r.outcomes.decision + r.outcomes.action;
	return (
		<li className={`${lines.line} ${styles.line}`}>
			<span className={styles.day}>
				<span className={styles.date}>{formatDay(dayFromISO(r.day), "medium")}</span>
				{dayFromISO(r.day) > today && <Badge tone="accent">{t("review.toCome")}</Badge>}
			</span>
			<span className={`${lines.name} ${styles.name}`}>
				<TextLink href={r.state === "closed" ? `/reviews/${r.id}/minutes` : `/reviews/${r.id}`}>{r.name}</TextLink>
				<span className={lines.of}>{r.portfolio.name}</span>
			</span>
			<span className={styles.facts}>
				<span className={styles.fact}>{t("review.projects", { count: r.projects })}</span>
				{ends > 0 && <span className={styles.fact}>{t("review.ends", { count: ends })}</span>}
				{r.outcomes.late > 0 ? (
					<span className={styles.fact} data-tone="bad">
						<Icon name="warning" size={14} />
						{t("review.lateEnds", { count: r.outcomes.late })}
					</span>
				) : (
					r.outcomes.open > 0 && <span className={styles.fact}>{t("review.openEnds", { count: r.outcomes.open })}</span>
				)}
			</span>
			<span className={styles.state}>
				<StateBadge state={r.state} />
			</span>
			<span className={lines.act}>
				{r.state === "frozen" && (
					<ButtonLink small kind={r.can_lead ? "primary" : "plain"} href={`/reviews/${r.id}/run`}>
						{t(r.can_lead ? "review.run" : "review.follow")}
					</ButtonLink>
				)}
				{r.state === "closed" && (
					<ButtonLink small href={`/reviews/${r.id}/minutes`}>
						{t("review.minutes.title")}
					</ButtonLink>
				)}
				{r.state === "draft" && (
					<ButtonLink small href={`/reviews/${r.id}`}>
						{t(r.can_lead ? "review.prepare" : "review.look")}
					</ButtonLink>
				)}
			</span>
		</li>
	);
}
