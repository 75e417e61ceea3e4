import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { addressOf } from "../../api/client";
import { useToday } from "../../data/me";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button, looks } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import { PageFrame, Section } from "../../ui/page";
import { Progress } from "../../ui/progress";
import { ErrorState, Skeleton } from "../../ui/states";
import { Badge } from "../../ui/tag";
import styles from "./campaign.module.css";
import { Items } from "./items";
import { type Campaign, useCampaign, useClose, useRemind } from "./queries";

// CampaignPage is what one campaign asks: of a reviewer, to confirm or withdraw each
// right; of whoever runs it, who has answered and what is withdrawn in the end.
export default function CampaignPage() {
	const { id } = useParams({ strict: false }) as { id: string };
	const t = useT();
	const read = useCampaign(id);
	if (read.error && !read.data) return <ErrorState error={read.error} onRetry={() => void read.refetch()} level={1} />;
	if (!read.data) {
		return (
			<PageFrame title={t("campaign.one")}>
				<Skeleton lines={6} />
			</PageFrame>
		);
	}
	return <Whole campaign={read.data} />;
}

function Whole({ campaign: c }: { campaign: Campaign }) {
	const t = useT();
	const today = useToday();
	const due = dayFromISO(c.due);
	return (
		<PageFrame
			title={c.name}
			lead={
				<span className={styles.lead}>
					{c.state === "closed" ? (
						<Badge>{t("campaign.closed")}</Badge>
					) : (
						<span className={styles.due} data-late={due < today || undefined}>
							{t("campaign.by", { day: formatDay(due, "medium") })}
						</span>
					)}
					{c.created_by && <span>{t("campaign.from", { name: c.created_by.name })}</span>}
					<span>{[...(c.units ?? []), ...(c.roles ?? [])].map((n) => n.name).join(" · ") || t("campaign.all")}</span>
				</span>
			}
			actions={c.can_run ? <Run campaign={c} /> : undefined}
		>
			{c.note && (
				<div className={styles.body}>
					<blockquote className={styles.said}>{c.note}</blockquote>
				</div>
			)}
			{c.can_run && <People campaign={c} />}
			<Section
				title={t("campaign.rights")}
				lead={t(c.state === "open" ? "campaign.rightsLead" : "campaign.rightsClosed")}
			>
				<div className={styles.body}>
					<Items campaign={c} />
				</div>
			</Section>
		</PageFrame>
	);
}

function Run({ campaign: c }: { campaign: Campaign }) {
	const t = useT();
	const [closing, setClosing] = useState(false);
	const remind = useRemind(c.id);
	const close = useClose(c);
	const open = c.asked - c.answered;
	return (
		<>
			<a className={looks({})} href={addressOf("/exports/access-campaign.xlsx", { campaign: c.id })} download>
				<Icon name="export" />
				{t("campaign.xlsx")}
			</a>
			<a className={looks({})} href={addressOf("/exports/access-campaign.csv", { campaign: c.id })} download>
				<Icon name="export" />
				{t("campaign.csv")}
			</a>
			{c.state === "open" && (
				<>
					<Button isDisabled={open === 0} isPending={remind.isPending} onPress={() => remind.mutate()}>
						{remind.data ? t("campaign.reminded", { count: remind.data.people }) : t("campaign.remind")}
					</Button>
					<Button kind="primary" onPress={() => setClosing(true)}>
						{t("campaign.close")}
					</Button>
				</>
			)}
			{closing && (
				<Dialog
					title={t("campaign.close")}
					isOpen
					onClose={() => setClosing(false)}
					actions={
						<>
							<Button onPress={() => setClosing(false)}>{t("action.cancel")}</Button>
							<Button
								kind="primary"
								isPending={close.isPending}
								onPress={() => close.mutate(undefined, { onSuccess: () => setClosing(false) })}
							>
								{t("campaign.close")}
							</Button>
						</>
					}
				>
					<p>{t("campaign.closeText", { count: open })}</p>
				</Dialog>
			)}
		</>
	);
}

function People({ campaign: c }: { campaign: Campaign }) {
	const t = useT();
	return (
		<Section title={t("campaign.people")}>
			<div className={styles.body}>
				{c.unassigned > 0 && <Banner>{t("campaign.unassigned", { count: c.unassigned })}</Banner>}
				<ul className={styles.people}>
					{(c.people ?? []).map((p) => (
						<li key={p.user.id}>
							<Progress
								label={p.user.name}
								value={p.answered}
								max={Math.max(1, p.asked)}
								note={t("campaign.of", { done: String(p.answered), all: String(p.asked) })}
							/>
						</li>
					))}
				</ul>
			</div>
		</Section>
	);
}
