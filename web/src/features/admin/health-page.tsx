import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { keys } from "../../data/query-keys";
import { formatAgo } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Icon } from "../../ui/icon";
import { Loaded } from "../../ui/states";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { formatBytes } from "./bytes";

type Health = components["schemas"]["Health"];
type Line = { name: string; value: string; wrong?: string };

// HealthPage is how the system is, what is not as it should be first.
export default function HealthPage() {
	const { t, lang } = useLang();
	const health = useQuery({
		queryKey: keys.health,
		queryFn: () => api.get<Health>("/health"),
		refetchInterval: 15_000,
	});
	return (
		<AdminFrame title={t("health.title")} lead={t("health.lead")} reading still>
			<Loaded query={health}>
				{(h) => {
					const parts = linesOf(h, t, lang);
					const wrong = parts.flatMap((p) => p.lines).filter((l) => l.wrong);
					return (
						<div className={styles.health}>
							{wrong.length === 0 ? (
								<Banner tone="good">{t("health.good")}</Banner>
							) : (
								<Banner tone="warn" title={t("health.look", { count: wrong.length })}>
									<ul>
										{wrong.map((l) => (
											<li key={l.name}>{l.wrong}</li>
										))}
									</ul>
								</Banner>
							)}
							{parts.map((p) => (
								<section key={p.title}>
									<h2>{p.title}</h2>
									<dl className={styles.measures}>
										{p.lines.map((l) => (
											<div key={l.name} data-wrong={l.wrong ? "" : undefined}>
												<dt>{l.name}</dt>
												<dd>
													{l.wrong && <Icon name="warning" size={14} />}
													{l.value}
												</dd>
											</div>
										))}
									</dl>
								</section>
							))}
						</div>
					);
				}}
			</Loaded>
		</AdminFrame>
	);
}

function linesOf(h: Health, t: ReturnType<typeof useLang>["t"], lang: "fr" | "en"): { title: string; lines: Line[] }[] {
	const size = (n: number) => formatBytes(n, lang);
	const low = h.disk.total > 0 && h.disk.free < 1e9;
	const failed = h.jobs.failed ?? 0;
	return [
		{
			title: t("health.data"),
			lines: [
				{ name: t("health.engine"), value: `${h.database.engine} ${h.database.version}` },
				{ name: t("health.size"), value: size(h.database.size) },
				{ name: t("health.change"), value: String(h.database.change) },
				{
					name: t("health.lag"),
					value: t("health.lagOf", { count: h.database.lag }),
					wrong: h.database.lag > 100 ? t("health.lagWrong", { count: h.database.lag }) : undefined,
				},
				{
					name: t("health.disk"),
					value: h.disk.total ? t("health.diskOf", { free: size(h.disk.free), total: size(h.disk.total) }) : "—",
					wrong: low ? t("health.diskWrong", { free: size(h.disk.free) }) : undefined,
				},
				{
					name: t("health.backup"),
					value: h.backup.at ? formatAgo(h.backup.at, Date.now(), t) : t("health.noBackup"),
					wrong: h.backup.due ? t("health.backupWrong") : undefined,
				},
				{
					name: t("health.head"),
					value: h.heads.at
						? t("health.headOf", { ago: formatAgo(h.heads.at, Date.now(), t), change: h.heads.change })
						: t("health.noBackup"),
					wrong: h.heads.due ? t("health.headWrong") : undefined,
				},
			],
		},
		{
			title: t("health.program"),
			lines: [
				{ name: t("health.version"), value: `${h.version} (${h.go})` },
				{ name: t("health.started"), value: h.started ? formatAgo(h.started, Date.now(), t) : "—" },
				{
					name: t("health.memory"),
					value: h.memory.limit
						? t("health.memoryOf", { used: size(h.memory.used), limit: size(h.memory.limit) })
						: size(h.memory.used),
				},
				{
					name: t("health.heavy"),
					value: t("health.heavyOf", { running: h.heavy.running, most: h.heavy.most, waiting: h.heavy.waiting }),
				},
				{
					name: t("health.jobs"),
					value: t("health.jobsOf", { waiting: h.jobs.waiting ?? 0, running: h.jobs.running ?? 0, failed }),
					wrong: failed > 0 ? t("health.jobsWrong", { count: failed }) : undefined,
				},
			],
		},
		{
			title: t("health.outside"),
			lines: [
				{
					name: t("health.address"),
					value: h.public_url || "—",
					wrong: h.public_url ? undefined : t("health.addressWrong"),
				},
				{
					name: t("health.encrypted"),
					value: t(h.encrypted ? "word.yes" : "word.no"),
					wrong: h.encrypted ? undefined : t("health.encryptedWrong"),
				},
				{ name: t("health.mail"), value: t(h.mail === "on" ? "health.mailOn" : "health.mailOff") },
			],
		},
	];
}
