import { Link } from "react-aria-components";
import { useToday } from "../../data/me";
import type { Milestone } from "../../data/milestones";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { dueOf } from "../../views/milestone/words";
import { Block } from "./block";
import styles from "./home.module.css";
import { useDates } from "./queries";

const shown = 6;

// Dates are the key dates that have passed and were not reached, or those of the
// next thirty days.
export function Dates({ when, projects, asOf }: { when: "late" | "next_30"; projects: string; asOf: string }) {
	const t = useT();
	const dates = useDates(when, projects, asOf, shown);
	const own = projects !== "";
	return (
		<Block
			title={t(when === "late" ? (own ? "home.lateMine" : "home.late") : own ? "home.nextMine" : "home.next")}
			count={dates.data?.total}
			tone={when === "late" ? "bad" : undefined}
			all={`/milestones?when=${when}${own ? "&mine=1" : ""}`}
			query={dates}
			none={t(when === "late" ? "home.noLate" : "home.noNext")}
			isEmpty={(d) => d.items.length === 0}
		>
			{(d) => (
				<ul className={styles.lines}>
					{d.items.map((m) => (
						<DateLine key={m.id} date={m} asOf={asOf} />
					))}
				</ul>
			)}
		</Block>
	);
}

function DateLine({ date: m, asOf }: { date: Milestone; asOf: string }) {
	const t = useT();
	const now = useToday();
	const due = dueOf(m, dayFromISO(asOf) || now, t);
	return (
		<li>
			<Link href={`/project/${m.project?.id}#key-dates`} className={styles.line ?? ""}>
				<span className={styles.date}>{formatDay(dayFromISO(m.date), "short")}</span>
				<span className={styles.name}>
					{m.name}
					<span className={styles.of}>{m.project?.name}</span>
				</span>
				{due && (
					<span className={styles.due} data-tone={due.tone}>
						{due.word}
					</span>
				)}
			</Link>
		</li>
	);
}
