import { Link } from "react-aria-components";
import { useToday } from "../../data/me";
import { dayFromISO, formatDay, formatMonth, monthFromISO } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Block } from "./block";
import styles from "./home.module.css";
import { useMyCampaigns, useMyRounds } from "./queries";

// Asked are the monthly rounds that wait for the person's answer; nothing stands
// there when none does.
export function Asked() {
	const t = useT();
	const today = useToday();
	const rounds = useMyRounds();
	if (!rounds.data?.length) return null;
	const late = rounds.data.some((r) => dayFromISO(r.due) < today);
	return (
		<Block
			title={t("home.asked")}
			count={rounds.data.reduce((sum, r) => sum + r.mine, 0)}
			tone={late ? "bad" : "warn"}
			all="/rounds"
			query={rounds}
			none=""
			isEmpty={() => false}
		>
			{(list) => (
				<ul className={styles.lines}>
					{list.map((r) => (
						<li key={r.id}>
							<Link href={`/rounds/${r.id}`} className={styles.line ?? ""}>
								<span className={styles.name}>
									{t("home.askedRound", { count: r.mine })}
									<span className={styles.of}>
										{[formatMonth(monthFromISO(r.month), "month-long"), r.portfolio?.name].filter(Boolean).join(" · ")}
									</span>
								</span>
								<span
									className={styles.due}
									data-tone={dayFromISO(r.due) < today ? "late" : dayFromISO(r.due) <= today + 2 ? "soon" : undefined}
								>
									{t("round.by", { day: formatDay(dayFromISO(r.due), "medium") })}
								</span>
							</Link>
						</li>
					))}
				</ul>
			)}
		</Block>
	);
}

// AskedAccess are the access reviews that wait for the person's answer.
export function AskedAccess() {
	const t = useT();
	const today = useToday();
	const found = useMyCampaigns();
	if (!found.data?.length) return null;
	return (
		<Block
			title={t("campaign.asked")}
			count={found.data.reduce((sum, c) => sum + c.mine, 0)}
			tone={found.data.some((c) => dayFromISO(c.due) < today) ? "bad" : "warn"}
			query={found}
			none=""
			isEmpty={() => false}
		>
			{(list) => (
				<ul className={styles.lines}>
					{list.map((c) => (
						<li key={c.id}>
							<Link href={`/access-campaigns/${c.id}`} className={styles.line ?? ""}>
								<span className={styles.name}>
									{t("campaign.askedOne", { count: c.mine })}
									<span className={styles.of}>{c.name}</span>
								</span>
								<span className={styles.due} data-tone={dayFromISO(c.due) < today ? "late" : undefined}>
									{t("campaign.by", { day: formatDay(dayFromISO(c.due), "medium") })}
								</span>
							</Link>
						</li>
					))}
				</ul>
			)}
		</Block>
	);
}
