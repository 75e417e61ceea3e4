import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { Dialog } from "../../ui/dialog";
import { ErrorState, Skeleton } from "../../ui/states";
import type { PlanItem } from "../../views/gantt/items";
import styles from "./plan.module.css";

type Props = { project: string; item: PlanItem; onClose: () => void };

// Why is the chain of reasons of a line's start, each in one sentence.
export function Why({ project, item, onClose }: Props) {
	const { t, lang } = useLang();
	const found = useQuery({
		queryKey: [...keys.plans, project, "why", item.id, lang],
		queryFn: () => api.get<{ reasons: string[] | null }>(`/projects/${project}/plan/why/${item.id}`),
	});
	return (
		<Dialog title={`${t("gantt.page.reason")} · ${item.name}`} isOpen onClose={onClose}>
			{found.error ? (
				<ErrorState error={found.error} onRetry={() => void found.refetch()} />
			) : found.data ? (
				<ol className={styles.reasons}>
					{(found.data.reasons ?? []).map((reason) => (
						<li key={reason}>{reason}</li>
					))}
				</ol>
			) : (
				<Skeleton lines={4} />
			)}
		</Dialog>
	);
}
