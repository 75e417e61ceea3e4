import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Row } from "../../api/types";
import { keys } from "../../data/query-keys";
import { applyTemplate, fitting, previewTemplate, useTemplates, useTemplatesOf } from "../../data/templates";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { EmptyState, Loaded } from "../../ui/states";
import { sayDone } from "../editing/undo-said";
import { TemplateChoice } from "./choice";
import { PlanSheet } from "./plan-sheet";
import styles from "./template.module.css";

type Props = { project: Row; onClose: () => void };

// ApplyDialog applies a template to a project: what it would do stands there first,
// line by line, and what people wrote is left unless it is ticked.
export function ApplyDialog({ project, onClose }: Props) {
	const { t, lang } = useLang();
	const queries = useQueryClient();
	const templates = useTemplates();
	const used = useTemplatesOf(project.id);
	const [wanted, setWanted] = useState("");
	const [picked, setPicked] = useState<string[] | null>(null);
	const offered = fitting(templates.data?.items ?? [], project.type, project.variant);
	const last = used.data?.find((u) => offered.some((o) => o.id === u.template.id));
	const id = wanted || (used.data ? (last?.template.id ?? offered[0]?.id ?? "") : "");
	const template = offered.find((o) => o.id === id);
	const asked = { project: project.id, ...(picked ? { items: picked } : {}) };
	const plan = useQuery({
		queryKey: [...keys.templates, "plan", id, asked],
		queryFn: ({ signal }) => previewTemplate(id, asked, signal),
		enabled: id !== "",
		placeholderData: keepPreviousData,
		staleTime: 0,
	});
	const items = plan.data?.items ?? [];
	const chosen = items.filter((it) => it.chosen).map((it) => it.id);
	const name = pick(template?.name, lang);
	const what = t("template.appliedTo", { name, project: String(project.name ?? "") });
	const apply = useMutation({
		mutationFn: () => applyTemplate(id, { project: project.id, items: chosen, match: plan.data?.match ?? "" }, what),
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: keys.projects });
			sayDone({ text: what, way: "undo" });
			onClose();
		},
		onError: () => void plan.refetch(),
	});
	const use = used.data?.find((u) => u.template.id === id);
	return (
		<Dialog
			title={t("template.apply")}
			isOpen
			wide
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button
						kind="primary"
						isDisabled={chosen.length === 0 || plan.isPlaceholderData}
						isPending={apply.isPending}
						onPress={() => apply.mutate()}
					>
						{t("template.applyLines", { count: chosen.length })}
					</Button>
				</>
			}
		>
			<Loaded query={templates}>
				{() =>
					offered.length === 0 ? (
						<EmptyState icon="copy" title={t("template.noneFits")}>
							{t("template.noneFitsText")}
						</EmptyState>
					) : (
						<div className={styles.form}>
							<TemplateChoice
								templates={offered}
								value={id}
								onChange={(next) => {
									setPicked(null);
									setWanted(next);
								}}
							/>
							{use && (
								<p className={styles.quiet}>
									{t(use.version === use.applied ? "template.usedSame" : "template.usedOlder", {
										at: new Date(use.at).toLocaleDateString(lang),
									})}
								</p>
							)}
							<FormError error={apply.error ?? plan.error} />
							<div aria-busy={plan.isFetching}>{plan.data && <PlanSheet plan={plan.data} onPick={setPicked} />}</div>
						</div>
					)
				}
			</Loaded>
		</Dialog>
	);
}
