import { useParams } from "@tanstack/react-router";
import { useMe, useToday } from "../../data/me";
import { dayFromISO, formatDay, formatInstant } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { PageFrame, Section } from "../../ui/page";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { AnswerCard } from "./answer-card";
import { Board } from "./board";
import { monthWords } from "./month";
import { useRound } from "./queries";
import styles from "./round.module.css";
import { Run } from "./run";
import { Share } from "./share";
import type { Round } from "./types";

// RoundPage is what one round asks: of a manager, one card for each project with
// just what is asked; of whoever runs it, who has answered.
export default function RoundPage() {
	const { id } = useParams({ strict: false }) as { id: string };
	const { t } = useLang();
	const read = useRound(id);
	if (read.error && !read.data) return <ErrorState error={read.error} onRetry={() => void read.refetch()} level={1} />;
	if (!read.data) {
		return (
			<PageFrame title={t("round.title")}>
				<Skeleton lines={6} />
			</PageFrame>
		);
	}
	return <Whole round={read.data} />;
}

function Whole({ round: r }: { round: Round }) {
	const { t } = useLang();
	const me = useMe();
	const mine = r.items.filter((a) => a.manager?.id === me.id);
	const open = mine.filter((a) => !a.answered_at).length;
	return (
		<PageFrame title={t("round.of", monthWords(r.month))} lead={<Lead round={r} />} actions={<Run round={r} />}>
			{r.state === "locked" && <Locked round={r} />}
			{r.note && <blockquote className={styles.note}>{r.note}</blockquote>}
			{mine.length > 0 && (
				<Section
					title={t("round.mine")}
					lead={
						r.state === "locked" ? undefined : open === 0 ? t("round.mineDone") : t("round.mineOpen", { count: open })
					}
				>
					<div className={styles.cards}>
						{mine.map((a) => (
							<AnswerCard key={`${r.id}.${a.project.id}`} round={r} ask={a} />
						))}
					</div>
				</Section>
			)}
			{r.can_run || mine.length === 0 ? (
				<Section title={t("round.board")} lead={<Share answered={r.answered} asked={r.asked} />}>
					{r.items.length === 0 ? <EmptyState icon="portfolio" title={t("round.nothing")} /> : <Board round={r} />}
				</Section>
			) : null}
		</PageFrame>
	);
}

// Locked says why nothing can be typed any more, and who can change that.
function Locked({ round: r }: { round: Round }) {
	const { t } = useLang();
	const name = r.locked_by?.name ?? "";
	return (
		<div className={styles.locked}>
			<Banner title={t("round.lockedBy", { name, day: formatInstant(r.locked_at) })}>
				{r.can_reopen ? t("round.lockedText") : t("round.lockedAsk", { name })}
			</Banner>
		</div>
	);
}

function Lead({ round: r }: { round: Round }) {
	const { t } = useLang();
	const today = useToday();
	const due = dayFromISO(r.due);
	const late = r.state === "open" && due < today;
	return (
		<span className={styles.lead}>
			<span>{r.portfolio?.name ?? t("round.all")}</span>
			{r.state === "locked" ? (
				<Badge>{t("round.locked")}</Badge>
			) : (
				<span data-late={late || undefined} className={styles.due}>
					{t("round.by", { day: formatDay(due, "medium") })}
				</span>
			)}
			{r.created_by && <span>{t("round.from", { name: r.created_by.name })}</span>}
		</span>
	);
}
