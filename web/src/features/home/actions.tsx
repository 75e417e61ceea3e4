import { Link } from "react-aria-components";
import { useToday } from "../../data/me";
import type { RecordRow } from "../../data/registers";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { homeOf } from "../../views/register/columns";
import { standingOf } from "../../views/register/words";
import { Block } from "./block";
import styles from "./home.module.css";
import { useActions } from "./queries";

const shown = 6;

// MyActions are the open actions that the person answers for, what is late first.
export function MyActions({ asOf }: { asOf: string }) {
	const t = useT();
	const actions = useActions(asOf, shown);
	if (!actions.data?.total) return null; // most people are given none
	const late = actions.data.counts.late ?? 0;
	return (
		<Block
			title={t("home.actions")}
			count={actions.data.total}
			tone={late > 0 ? "bad" : undefined}
			all="/actions?own=1"
			query={actions}
			none={t("home.noActions")}
			isEmpty={(d) => d.items.length === 0}
		>
			{(d) => (
				<ul className={styles.lines}>
					{d.items.map((m) => (
						<ActionLine key={m.id} action={m} asOf={asOf} />
					))}
				</ul>
			)}
		</Block>
	);
}

function ActionLine({ action: m, asOf }: { action: RecordRow; asOf: string }) {
	const t = useT();
	const now = useToday();
	const standing = standingOf("action", m, dayFromISO(asOf) || now, t);
	return (
		<li>
			<Link href={m.project ? `/project/${m.project.id}#actions` : "/actions?own=1"} className={styles.line ?? ""}>
				<span className={styles.date}>{formatDay(dayFromISO(m.due as string | null), "short")}</span>
				<span className={styles.name}>
					{m.name}
					<span className={styles.of}>{homeOf(m)}</span>
				</span>
				{standing && (
					<span className={styles.due} data-tone={standing.tone}>
						{standing.word}
					</span>
				)}
			</Link>
		</li>
	);
}
