import { useState } from "react";
import { Link } from "react-aria-components";
import { useToday } from "../../data/me";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Progress } from "../../ui/progress";
import { EmptyState, Loaded } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { AdminFrame } from "../admin/admin-frame";
import styles from "./campaign.module.css";
import { NewCampaign } from "./new-campaign";
import { type CampaignLine, useCampaigns } from "./queries";

// CampaignsPage is the campaigns in which access is looked through, the latest first.
export default function CampaignsPage() {
	const t = useT();
	const found = useCampaigns();
	const [making, setMaking] = useState(false);
	const make = (
		<Button kind="primary" icon="plus" onPress={() => setMaking(true)}>
			{t("campaign.new")}
		</Button>
	);
	return (
		<AdminFrame title={t("campaign.title")} lead={t("campaign.lead")} actions={make} still>
			<Loaded query={found} lines={4}>
				{(all) =>
					all.length === 0 ? (
						<EmptyState icon="check" title={t("campaign.empty")} action={make}>
							{t("campaign.emptyText")}
						</EmptyState>
					) : (
						<ul className={`${styles.list} ${styles.body}`}>
							{all.map((c) => (
								<Line key={c.id} campaign={c} />
							))}
						</ul>
					)
				}
			</Loaded>
			{making && <NewCampaign onClose={() => setMaking(false)} />}
		</AdminFrame>
	);
}

function Line({ campaign: c }: { campaign: CampaignLine }) {
	const t = useT();
	const today = useToday();
	const late = c.state === "open" && dayFromISO(c.due) < today;
	return (
		<li className={styles.line}>
			<div className={styles.words}>
				<Link className={styles.name ?? ""} href={`/access-campaigns/${c.id}`}>
					{c.name}
				</Link>
				<span className={styles.note}>
					{c.state === "closed" ? (
						<Badge>{t("campaign.closed")}</Badge>
					) : (
						<span data-late={late || undefined} className={styles.due}>
							{t("campaign.by", { day: formatDay(dayFromISO(c.due), "medium") })}
						</span>
					)}
					{c.to_withdraw > 0 && <span>{t("campaign.toWithdraw", { count: c.to_withdraw })}</span>}
					{c.withdrawn > 0 && <span>{t("campaign.withdrawnCount", { count: c.withdrawn })}</span>}
				</span>
			</div>
			<div className={styles.share}>
				<Progress
					label={t("campaign.answered")}
					value={c.answered}
					max={Math.max(1, c.asked)}
					note={t("campaign.of", { done: String(c.answered), all: String(c.asked) })}
				/>
			</div>
		</li>
	);
}
