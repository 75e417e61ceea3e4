import { Link } from "react-aria-components";
import { formatAgo } from "../../format/day";
import { formatCount } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { Block } from "./block";
import styles from "./home.module.css";
import { useHealth } from "./queries";

// System is what an administrator looks after: the jobs that failed, the age of
// the last backup, the disk.
export function System() {
	const t = useT();
	const health = useHealth(true);
	return (
		<Block title={t("home.system")} all="/admin/health" query={health} none="" isEmpty={() => false}>
			{(h) => {
				const failed = h.jobs.failed ?? 0;
				const free = h.disk.total > 0 ? Math.floor((100 * h.disk.free) / h.disk.total) : -1;
				return (
					<ul className={styles.lines}>
						<Line
							href="/admin/jobs"
							name={t("home.jobs")}
							value={failed ? t("home.jobsFailed", { count: failed }) : t("home.jobsGood")}
							wrong={failed > 0}
						/>
						<Line
							href="/admin/backups"
							name={t("home.backup")}
							value={h.backup.at ? formatAgo(h.backup.at, Date.now(), t) : t("health.noBackup")}
							wrong={h.backup.due}
						/>
						{free >= 0 && (
							<Line
								href="/admin/health"
								name={t("home.disk")}
								value={t("home.diskFree", { percent: formatCount(free) })}
								wrong={free < 10}
							/>
						)}
					</ul>
				);
			}}
		</Block>
	);
}

function Line({ href, name, value, wrong }: { href: string; name: string; value: string; wrong: boolean }) {
	const t = useT();
	return (
		<li>
			<Link href={href} className={styles.line ?? ""}>
				<span className={styles.state} data-wrong={wrong || undefined}>
					<Icon name={wrong ? "warning" : "check"} label={t(wrong ? "home.wrong" : "home.good")} />
				</span>
				<span className={styles.name}>{name}</span>
				<span className={styles.end}>{value}</span>
			</Link>
		</li>
	);
}
