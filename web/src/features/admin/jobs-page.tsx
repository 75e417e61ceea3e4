import { useT } from "../../i18n/use-lang";
import { AdminFrame } from "./admin-frame";
import { JobPanel, JobsList, useJobs } from "./jobs-list";
import { neighbours, useOpen } from "./use-open";

export default function JobsPage() {
	const t = useT();
	const jobs = useJobs("");
	const { open, show, close } = useOpen();
	const current = jobs.data?.find((j) => j.id === open);
	const ids = (jobs.data ?? []).map((j) => j.id);
	return (
		<AdminFrame
			title={t("job.title")}
			lead={t("job.lead")}
			panel={current && <JobPanel key={open} job={current} onClose={close} {...neighbours(ids, open, show)} />}
		>
			<JobsList jobs={jobs} label={t("job.title")} open={open} onOpen={show} />
		</AdminFrame>
	);
}
