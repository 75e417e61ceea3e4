import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { readAll } from "../../data/list";
import { keys } from "../../data/query-keys";
import { formatAgo, formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import type { IconName } from "../../ui/icon-shapes";
import { SidePanel } from "../../ui/side-panel";
import { EmptyState, Loaded } from "../../ui/states";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { Facts } from "./facts";

export type Job = components["schemas"]["JobOut"];

const icons: Record<Job["state"], IconName> = { waiting: "clock", running: "clock", done: "check", failed: "error" };

// useJobs reads the jobs of a kind, of all kinds when it is empty, and looks
// again while some are under way.
export function useJobs(kind: string) {
	return useQuery({
		queryKey: [...keys.jobs, kind],
		queryFn: () => readAll<Job>("/jobs", { kind }),
		refetchInterval: (q) => (q.state.data?.some((j) => j.state === "running" || j.state === "waiting") ? 3000 : 30_000),
	});
}

type Props = {
	jobs: ReturnType<typeof useJobs>;
	label: string;
	open: string;
	onOpen: (id: string) => void;
	// of: whose words say that there are none
	of?: "job" | "outbox";
};

export function JobsList({ jobs, label, open, onOpen, of = "job" }: Props) {
	const t = useT();
	return (
		<Loaded query={jobs}>
			{(rows) => (
				<div className={styles.fill}>
					<ListGrid
						keep="jobs"
						label={label}
						rows={rows}
						open={open}
						onOpen={(j) => onOpen(j.id)}
						columns={[
							{
								key: "kind",
								label: t("job.kind"),
								width: 220,
								strong: true,
								pinned: true,
								text: (j) => kindName(j.kind, t),
							},
							{
								key: "state",
								label: t("job.state"),
								width: 140,
								mark: (j) => ({ icon: icons[j.state], word: t(`job.state_${j.state}`) }),
								order: (j) => j.state,
							},
							{
								key: "attempts",
								label: t("job.attempts"),
								kind: "number",
								width: 100,
								wide: true,
								value: (j) => String(j.attempts),
							},
							{
								key: "run_at",
								label: t("job.due"),
								width: 150,
								text: (j) => formatAgo(j.run_at, Date.now(), t),
								order: (j) => -Date.parse(j.run_at),
							},
							{ key: "error", label: t("job.error"), width: 260, wide: true, grow: true },
						]}
						empty={
							<EmptyState icon={of === "job" ? "clock" : "mail"} title={t(`${of}.empty`)}>
								{t(`${of}.emptyText`)}
							</EmptyState>
						}
					/>
				</div>
			)}
		</Loaded>
	);
}

export function kindName(kind: string, t: ReturnType<typeof useT>): string {
	switch (kind) {
		case "mail":
			return t("job.kind_mail");
		case "backup":
			return t("job.kind_backup");
		case "backup now":
			return t("job.kind_backupNow");
		case "prune":
			return t("job.kind_prune");
		case "purge":
			return t("job.kind_purge");
		default:
			return kind;
	}
}

type PanelProps = { job: Job; onClose: () => void; onNext?: () => void; onPrevious?: () => void };

export function JobPanel({ job: j, onClose, ...turn }: PanelProps) {
	const t = useT();
	const queries = useQueryClient();
	const retry = useMutation({
		mutationFn: () => api.post(`/jobs/${j.id}/retry`),
		onSuccess: () => queries.invalidateQueries({ queryKey: keys.jobs }),
	});
	return (
		<SidePanel
			title={kindName(j.kind, t)}
			onClose={onClose}
			{...turn}
			footer={
				(j.state === "failed" || j.state === "waiting") && (
					<Button isPending={retry.isPending} onPress={() => retry.mutate()}>
						{t(j.state === "failed" ? "job.retry" : "job.now")}
					</Button>
				)
			}
		>
			<div className={styles.stack}>
				<FormError error={retry.error} />
				<Facts
					facts={[
						[t("job.state"), t(`job.state_${j.state}`)],
						[t("job.attempts"), String(j.attempts)],
						[t("job.created"), formatInstant(j.created)],
						[t("job.due"), formatInstant(j.run_at)],
						[t("job.error"), j.error ?? ""],
					]}
				/>
			</div>
		</SidePanel>
	);
}
