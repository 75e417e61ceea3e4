import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { addressOf, api } from "../../api/client";
import type { components } from "../../api/schema";
import { keys } from "../../data/query-keys";
import { formatAgo, formatInstant } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import { EmptyState, Loaded } from "../../ui/states";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { formatBytes } from "./bytes";
import { Facts } from "./facts";
import { useJobs } from "./jobs-list";
import { useWhole } from "./objects";
import { neighbours, useOpen } from "./use-open";

type Backup = components["schemas"]["BackupOut"] & { id: string };

// BackupsPage lists the backups of this server, makes one, proves one, and hands
// one out.
export default function BackupsPage() {
	const { t, lang } = useLang();
	const queries = useQueryClient();
	const all = useWhole<components["schemas"]["BackupOut"]>(keys.backups, "/backups");
	const health = useQuery({
		queryKey: keys.health,
		queryFn: () => api.get<components["schemas"]["Health"]>("/health"),
	});
	const jobs = useJobs("backup now");
	const running = jobs.data?.some((j) => j.state === "waiting" || j.state === "running") ?? false;
	const { open, show, close } = useOpen();
	const make = useMutation({
		mutationFn: () => api.post("/backups"),
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: keys.jobs });
			setTimeout(() => void queries.invalidateQueries({ queryKey: keys.backups }), 3000);
		},
	});
	const rows = useMemo<Backup[]>(() => (all.data ?? []).map((b) => ({ ...b, id: b.name })), [all.data]);
	const current = rows.find((b) => b.id === open);
	const last = health.data?.backup;
	return (
		<AdminFrame
			title={t("backup.title")}
			lead={t("backup.lead")}
			actions={
				<Button kind="primary" icon="copy" isPending={make.isPending || running} onPress={() => make.mutate()}>
					{t("backup.make")}
				</Button>
			}
			panel={
				current && (
					<Panel
						key={open}
						backup={current}
						onClose={close}
						{...neighbours(
							rows.map((b) => b.id),
							open,
							show,
						)}
					/>
				)
			}
		>
			<div className={styles.notes}>
				<FormError error={make.error} />
				{running && <Banner>{t("backup.running")}</Banner>}
				{last && (
					<Banner tone={last.due ? "warn" : "good"}>
						{last.at ? t("backup.last", { ago: formatAgo(last.at, Date.now(), t) }) : t("backup.never")}
					</Banner>
				)}
			</div>
			<Loaded query={all}>
				{() => (
					<div className={styles.fill}>
						<ListGrid
							keep="backups"
							label={t("backup.title")}
							rows={rows}
							open={open}
							onOpen={(b) => show(b.id)}
							columns={[
								{
									key: "made",
									label: t("backup.made"),
									width: 180,
									strong: true,
									pinned: true,
									text: (b) => formatInstant(b.made),
									order: (b) => -Date.parse(b.made),
								},
								{ key: "kind", label: t("backup.kind"), width: 190, text: (b) => t(`backup.kind_${b.kind}`) },
								{
									key: "size",
									label: t("backup.size"),
									width: 110,
									text: (b) => formatBytes(b.size, lang),
									order: (b) => b.size,
								},
								{ key: "name", label: t("backup.file"), width: 300, wide: true, grow: true },
								{
									key: "bad",
									label: t("backup.state"),
									width: 150,
									mark: (b) => (b.bad ? { icon: "error", word: t("backup.bad") } : null),
									order: (b) => Number(b.bad),
								},
							]}
							empty={
								<EmptyState icon="copy" title={t("backup.empty")}>
									{t("backup.emptyText")}
								</EmptyState>
							}
						/>
					</div>
				)}
			</Loaded>
		</AdminFrame>
	);
}

type Props = { backup: Backup; onClose: () => void; onNext?: () => void; onPrevious?: () => void };

function Panel({ backup: b, onClose, ...turn }: Props) {
	const { t, lang } = useLang();
	const path = `/backups/${encodeURIComponent(b.name)}`;
	const verify = useMutation({ mutationFn: () => api.post<components["schemas"]["Proved"]>(`${path}/verify`) });
	return (
		<SidePanel
			title={formatInstant(b.made)}
			onClose={onClose}
			{...turn}
			footer={
				<Button isPending={verify.isPending} onPress={() => verify.mutate()}>
					{t("backup.verify")}
				</Button>
			}
		>
			<div className={styles.stack}>
				{verify.data && (
					<Banner tone="good">{t("backup.verified", { rows: verify.data.rows, change: verify.data.change })}</Banner>
				)}
				<FormError error={verify.error} />
				<Facts
					facts={[
						[t("backup.kind"), t(`backup.kind_${b.kind}`)],
						[t("backup.size"), formatBytes(b.size, lang)],
						[t("backup.file"), b.name],
					]}
				/>
				<Banner tone="warn">{t("backup.holdsAll")}</Banner>
				<div>
					<Button icon="export" onPress={() => location.assign(addressOf(path))}>
						{t("backup.download")}
					</Button>
				</div>
				<p className={styles.quiet}>{t("backup.restore")}</p>
			</div>
		</SidePanel>
	);
}
