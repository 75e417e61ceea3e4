import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { useMe } from "../../data/me";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { JobPanel, JobsList, useJobs } from "./jobs-list";
import { neighbours, useOpen } from "./use-open";

// MailPage is the state of what leaves by mail: whether it can, a test, and the
// letters on their way.
export default function MailPage() {
	const t = useT();
	const me = useMe();
	const jobs = useJobs("mail");
	const { open, show, close } = useOpen();
	const settings = useQuery({
		queryKey: keys.settings,
		queryFn: () => api.get<components["schemas"]["InstanceSettings"]>("/settings"),
	});
	const test = useMutation({ mutationFn: () => api.post<{ to: string }>("/mail/test") });
	const current = jobs.data?.find((j) => j.id === open);
	const ids = (jobs.data ?? []).map((j) => j.id);
	const on = settings.data?.mail === "on";
	return (
		<AdminFrame
			title={t("outbox.title")}
			lead={t("outbox.lead")}
			actions={
				<Button icon="mail" isDisabled={!on || !me.email} isPending={test.isPending} onPress={() => test.mutate()}>
					{t("outbox.test")}
				</Button>
			}
			panel={current && <JobPanel key={open} job={current} onClose={close} {...neighbours(ids, open, show)} />}
		>
			<div className={styles.notes}>
				{settings.data && !on && (
					<Banner tone="warn" title={t("outbox.off")}>
						{t("outbox.offText")}
					</Banner>
				)}
				{on && !me.email && <Banner>{t("outbox.noAddress")}</Banner>}
				{test.data && <Banner tone="good">{t("outbox.sent", { email: test.data.to })}</Banner>}
				{test.error && <Banner tone="bad">{test.error.message}</Banner>}
			</div>
			<JobsList jobs={jobs} label={t("outbox.title")} open={open} onOpen={show} of="outbox" />
		</AdminFrame>
	);
}
