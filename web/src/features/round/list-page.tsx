import { useState } from "react";
import { useCan, useToday } from "../../data/me";
import { dayFromISO, formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import lines from "../../ui/lines.module.css";
import { TextLink } from "../../ui/link";
import { PageFrame } from "../../ui/page";
import { EmptyState, Loaded } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { monthTitle } from "./month";
import { NewRound } from "./new-round";
import { useRounds } from "./queries";
import styles from "./round.module.css";
import { Share } from "./share";
import type { RoundLine } from "./types";

// ListPage is the months that managers were asked about, the latest first.
export default function ListPage() {
	const { t } = useLang();
	const [asking, setAsking] = useState(false);
	const mayAsk = useCan("portfolio.edit");
	const rounds = useRounds();
	const make = mayAsk && (
		<Button kind="primary" icon="plus" onPress={() => setAsking(true)}>
			{t("round.new")}
		</Button>
	);
	return (
		<PageFrame title={t("nav.rounds")} lead={t("round.lead")} actions={make || undefined}>
			<Loaded query={rounds} lines={6}>
				{(all) =>
					all.length === 0 ? (
						<EmptyState icon="calendar" title={t("round.none.title")} action={make || undefined}>
							{t(mayAsk ? "round.none.text" : "round.none.asked")}
						</EmptyState>
					) : (
						<>
							<ul className={lines.list}>
								{all.map((r) => (
									<Line key={r.id} round={r} />
								))}
							</ul>
							{rounds.hasNextPage && (
								<div className={styles.more}>
									<Button onPress={() => void rounds.fetchNextPage()} isPending={rounds.isFetchingNextPage}>
										{t("round.more")}
									</Button>
								</div>
							)}
						</>
					)
				}
			</Loaded>
			{asking && <NewRound rounds={rounds.data ?? []} onClose={() => setAsking(false)} />}
		</PageFrame>
	);
}

function Line({ round: r }: { round: RoundLine }) {
	const { t } = useLang();
	const today = useToday();
	const late = r.state === "open" && dayFromISO(r.due) < today;
	return (
		<li className={`${lines.line} ${styles.line}`}>
			<span className={lines.name}>
				<TextLink href={`/rounds/${r.id}`}>{monthTitle(r.month)}</TextLink>
				<span className={lines.of}>{r.portfolio?.name ?? t("round.all")}</span>
			</span>
			<span className={styles.due} data-late={late || undefined}>
				{t("round.by", { day: formatDay(dayFromISO(r.due), "medium") })}
			</span>
			<Share answered={r.answered} asked={r.asked} />
			<span>
				{r.state === "locked" ? <Badge>{t("round.locked")}</Badge> : <Badge tone="accent">{t("round.open")}</Badge>}
			</span>
			<span className={lines.act}>
				{r.mine > 0 && (
					<ButtonLink small kind="primary" href={`/rounds/${r.id}`}>
						{t("round.answer", { count: r.mine })}
					</ButtonLink>
				)}
			</span>
		</li>
	);
}
