import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { api, send } from "../../api/client";
import { dayFromISO, formatDay, formatInstant } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button, ButtonLink } from "../../ui/button";
import { Confirm, Dialog } from "../../ui/dialog";
import { TextLink } from "../../ui/link";
import { PageFrame, Section } from "../../ui/page";
import { Loaded } from "../../ui/states";
import { Agenda } from "./agenda";
import { Plan } from "./plan";
import styles from "./prepare.module.css";
import { useReview, useTurn } from "./queries";
import { StateBadge } from "./state-badge";
import type { Review } from "./types";

// PreparePage is where a review is made ready: its date, its people, its agenda;
// once frozen, it says what it holds and leads to the room.
export default function PreparePage() {
	const { id } = useParams({ strict: false }) as { id: string };
	const review = useReview(id);
	return <Loaded query={review}>{(r) => <Prepare key={r.id} review={r} />}</Loaded>;
}

function Prepare({ review: r }: { review: Review }) {
	const { t } = useLang();
	const draft = r.state === "draft";
	return (
		<PageFrame
			title={r.name}
			lead={
				<span className={styles.lead}>
					<StateBadge state={r.state} />
					<span>{r.portfolio.name}</span>
					<span>{t("review.stateOf", { day: formatDay(dayFromISO(r.day), "long") })}</span>
					{r.previous && (
						<span>
							{t("review.comparedWith")}{" "}
							<TextLink href={`/reviews/${r.previous.id}/minutes`}>{r.previous.name}</TextLink>
						</span>
					)}
				</span>
			}
			actions={<Actions review={r} />}
		>
			<div className={styles.page}>
				{!draft && <Banner tone="info">{t("review.frozenAt", { when: formatInstant(r.frozen_at) })}</Banner>}
				<div className={styles.columns}>
					<Section title={t("review.agenda.title")} lead={t(draft ? "review.agenda.lead" : "review.agenda.frozen")}>
						<Agenda review={r} />
					</Section>
					<Plan review={r} />
				</div>
			</div>
		</PageFrame>
	);
}

// Failed says why a review could not be frozen, once its question is closed.
function Failed({ error }: { error: Error | null }) {
	const { t } = useLang();
	const [read, setRead] = useState<Error | null>(null);
	if (!error || error === read) return null;
	return (
		<Dialog title={t("review.freeze.refused")} isOpen onClose={() => setRead(error)}>
			<Banner tone="bad">{error.message}</Banner>
		</Dialog>
	);
}

function Actions({ review: r }: { review: Review }) {
	const { t } = useLang();
	const navigate = useNavigate();
	const [asked, setAsked] = useState<"freeze" | "again" | "delete" | null>(null);
	const decided = r.outcomes.decision + r.outcomes.action > 0;
	const freeze = useTurn(r.id, (_: undefined, now) =>
		send<Review>("POST", `/reviews/${now.id}/freeze`, { version: now.version }),
	);
	const remove = async () => {
		await api.remove(`/reviews/${r.id}`, r.version);
		void navigate({ to: "/reviews" as never });
	};
	return (
		<>
			{r.can_lead && r.state !== "closed" && (
				<Button kind="quiet" icon="trash" onPress={() => setAsked("delete")}>
					{t("action.delete")}
				</Button>
			)}
			{r.can_lead && r.state === "draft" && (
				<Button kind="primary" icon="lock" onPress={() => setAsked("freeze")} isDisabled={r.items.length === 0}>
					{t("review.freeze.do")}
				</Button>
			)}
			{r.can_lead && r.state === "frozen" && !decided && (
				<Button icon="lock" onPress={() => setAsked("again")}>
					{t("review.freeze.again")}
				</Button>
			)}
			{r.state !== "draft" && (
				<ButtonLink icon="open" href={`/reviews/${r.id}/minutes`}>
					{t("review.minutes.title")}
				</ButtonLink>
			)}
			{r.state !== "draft" && (
				<ButtonLink kind="primary" icon="review" href={`/reviews/${r.id}/run`}>
					{t(r.state === "closed" ? "review.show" : r.can_lead ? "review.run" : "review.follow")}
				</ButtonLink>
			)}
			<Confirm
				title={t("review.freeze.title")}
				isOpen={asked === "freeze"}
				onClose={() => setAsked(null)}
				onConfirm={() => freeze.mutate(undefined, { onSettled: () => setAsked(null) })}
				action={t("review.freeze.do")}
				kind="primary"
				isPending={freeze.isPending}
			>
				<p>{t("review.freeze.text", { day: formatDay(dayFromISO(r.day), "long") })}</p>
			</Confirm>
			<Failed error={freeze.error} />
			{r.state === "frozen" && (
				<Confirm
					title={t("review.freeze.againTitle")}
					isOpen={asked === "again"}
					onClose={() => setAsked(null)}
					onConfirm={() => freeze.mutate(undefined, { onSettled: () => setAsked(null) })}
					action={t("review.freeze.again")}
					kind="primary"
					isPending={freeze.isPending}
				>
					<p>
						{t("review.freeze.againText", {
							when: formatInstant(r.frozen_at),
							day: formatDay(dayFromISO(r.day), "long"),
						})}
					</p>
					<p>{t("review.freeze.againKeeps")}</p>
				</Confirm>
			)}
			<Confirm
				title={t("review.delete.title")}
				isOpen={asked === "delete"}
				onClose={() => setAsked(null)}
				onConfirm={() => void remove()}
				action={t("action.delete")}
			>
				<p>{t("review.delete.text", { name: r.name })}</p>
			</Confirm>
		</>
	);
}
