import { Link } from "react-aria-components";
import { run } from "../../commands/registry";
import { addressOfNotice, useUnread } from "../../data/notices";
import { formatAgo, formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { titleOf } from "../../views/change-title";
import { Block } from "./block";
import styles from "./home.module.css";
import { useLatestChanges } from "./queries";

// Told are the notices that were not read yet.
export function Told() {
	const t = useT();
	const unread = useUnread();
	return (
		<Block
			title={t("home.notices")}
			count={unread.data?.unread}
			query={unread}
			none={t("home.noNotices")}
			isEmpty={(n) => n.items.length === 0}
		>
			{(n) => (
				<>
					<ul className={styles.lines}>
						{n.items.map((one) => (
							<li key={one.id}>
								<Link href={addressOfNotice(one)} className={styles.line ?? ""}>
									<span className={styles.name}>
										{t(`notice.kind.${one.kind}`, { name: one.actor?.name ?? t("project.history.vigie") })}
										<span className={styles.of}>{one.project?.name}</span>
									</span>
									<span className={styles.end}>{formatAgo(one.at, Date.now(), t)}</span>
								</Link>
							</li>
						))}
					</ul>
					<div className={styles.more}>
						<Button small kind="quiet" onPress={() => run("notices")}>
							{t("home.allNotices")}
						</Button>
					</div>
				</>
			)}
		</Block>
	);
}

// Changes are what was done last in the portfolio.
export function Changes() {
	const t = useT();
	const changes = useLatestChanges(8, true);
	return (
		<Block
			title={t("home.changes")}
			all="/history"
			query={changes}
			none={t("home.noChanges")}
			isEmpty={(c) => c.length === 0}
		>
			{(list) => (
				<ul className={styles.lines}>
					{list.map((c) => (
						<li key={c.number}>
							<Link href={`/history?open=${c.number}`} className={styles.line ?? ""}>
								<span className={styles.name}>
									{titleOf(c, t)}
									<span className={styles.of}>{c.actor?.name || t("project.history.vigie")}</span>
								</span>
								<time className={styles.end} dateTime={c.at} title={formatInstant(c.at)}>
									{formatAgo(c.at, Date.now(), t)}
								</time>
							</Link>
						</li>
					))}
				</ul>
			)}
		</Block>
	);
}
