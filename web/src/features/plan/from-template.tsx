import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToday } from "../../data/me";
import { useProject } from "../../data/projects";
import { keys } from "../../data/query-keys";
import { applyTemplate, fitting, previewTemplate, useTemplates } from "../../data/templates";
import { dayFromISO, isoOfDay } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Dialog } from "../../ui/dialog";
import { FormError, FormRow } from "../../ui/form";
import { Select } from "../../ui/select";
import { EmptyState, Loaded } from "../../ui/states";
import { sayDone } from "../../views/editing/undo-said";
import { TemplateChoice } from "../../views/template/choice";
import { PlanSheet } from "../../views/template/plan-sheet";
import styles from "../../views/template/template.module.css";

type Props = {
	project: string;
	name: string;
	// start: the day from which the plan counts, as an ISO date
	start: string;
	// phases: those in which it can stand; none where nothing is planned
	phases: readonly { id: string; name: string }[];
	// empty: nothing is planned yet, so there is nothing to stand under or to replace
	empty: boolean;
	onClose: () => void;
};

const end = "end";
const replace = "replace";

// FromTemplate brings the plan of a template into that of a project: what it would do
// stands there first, line by line, and all of it is one change.
export function FromTemplate({ project, name, start, phases, empty, onClose }: Props) {
	const { t, lang } = useLang();
	const queries = useQueryClient();
	const today = useToday();
	const of = useProject(project).data;
	const templates = useTemplates();
	const [wanted, setWanted] = useState("");
	const [where, setWhere] = useState(end);
	const [from, setFrom] = useState("");
	const [picked, setPicked] = useState<string[] | null>(null);
	const planned = (templates.data?.items ?? []).filter((one) => one.sections?.some((s) => s.kind === "plan"));
	const offered = fitting(planned, of?.type, of?.variant);
	const id = wanted || (offered[0]?.id ?? "");
	const template = offered.find((one) => one.id === id);
	const under = where !== end && where !== replace ? where : "";
	const insert = {
		...(under ? { under } : {}),
		...(from && from !== start ? { from } : {}),
		replace: where === replace,
	};
	const asked = { project, insert, ...(picked ? { items: picked } : {}) };
	const plan = useQuery({
		queryKey: [...keys.templates, "plan", id, asked],
		queryFn: ({ signal }) => previewTemplate(id, asked, signal),
		enabled: id !== "",
		placeholderData: keepPreviousData,
		staleTime: 0,
	});
	const shown = plan.data && {
		...plan.data,
		items: (plan.data.items ?? []).filter((it) => it.section === "plan" || it.section === "milestone"),
	};
	const chosen = (shown?.items ?? []).filter((it) => it.chosen).map((it) => it.id);
	const what = t("template.appliedTo", { name: pick(template?.name, lang), project: name });
	const apply = useMutation({
		mutationFn: () => applyTemplate(id, { ...asked, items: chosen, match: plan.data?.match ?? "" }, what),
		onSuccess: async () => {
			const changed = [keys.plans, keys.milestones, keys.projects];
			await Promise.all(changed.map((queryKey) => queries.invalidateQueries({ queryKey })));
			sayDone({ text: what, way: "undo" });
			onClose();
		},
		onError: () => void plan.refetch(),
	});
	const anew = <T,>(set: (value: T) => void) => {
		return (value: T) => {
			setPicked(null);
			set(value);
		};
	};
	return (
		<Dialog
			title={t("template.plan.insert")}
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
						<EmptyState icon="copy" title={t("template.plan.none")}>
							{t("template.plan.noneText")}
						</EmptyState>
					) : (
						<div className={styles.form}>
							<TemplateChoice templates={offered} value={id} onChange={anew(setWanted)} />
							<FormRow>
								<DateField
									label={t("template.plan.from")}
									value={dayFromISO(from || start) || today}
									today={today}
									onChange={anew((d: number) => setFrom(d ? isoOfDay(d) : ""))}
								/>
								{!empty && (
									<Select
										label={t("template.plan.where")}
										value={where}
										onChange={anew(setWhere)}
										options={[
											{ id: end, name: t("template.plan.end") },
											...phases.map((p) => ({ id: p.id, name: t("template.plan.under", { phase: p.name }) })),
											{ id: replace, name: t("template.plan.replace") },
										]}
									/>
								)}
							</FormRow>
							<FormError error={apply.error ?? plan.error} />
							<div aria-busy={plan.isFetching}>{shown && <PlanSheet plan={shown} onPick={setPicked} />}</div>
						</div>
					)
				}
			</Loaded>
		</Dialog>
	);
}
