import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { Named } from "../../api/types";
import { useLookup } from "../../data/lookup";
import { useToday } from "../../data/me";
import { keys } from "../../data/query-keys";
import type { Plan, Template } from "../../data/templates";
import { dayFromISO, isoOfDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import { DateField } from "../../ui/date-field";
import { FormError } from "../../ui/form";
import { PlanSheet } from "../../views/template/plan-sheet";
import type { Says } from "./template-draft";
import { wrongOf } from "./template-wrong";
import styles from "./templates.module.css";
import { useSlow } from "./use-slow";

type Props = {
	says: Says;
	stored: Template | null;
	// project: on which it is shown; null for a new one
	project: Named | null;
	onProject: (project: Named | null) => void;
};

// TemplatePreview is what a template would do as it is being written: to a new project
// that begins on a day, or to one that is there.
export function TemplatePreview({ says, stored, project, onProject }: Props) {
	const { t, lang } = useLang();
	const today = useToday();
	const [start, setStart] = useState("");
	const [typed, setTyped] = useState("");
	const { options } = useLookup("project", typed);
	const asked = useSlow({
		template: { ...says, name: says.name.en || says.name.fr ? says.name : { en: "?", fr: "?" } },
		of: stored?.id ?? "",
		start: start || (project ? "" : isoOfDay(today)),
		...(project ? { project: project.id } : {}),
	});
	const plan = useQuery({
		queryKey: [...keys.templates, "try", asked],
		queryFn: ({ signal }) => api.post<Plan>("/templates/preview", asked, { signal }),
		placeholderData: keepPreviousData,
		retry: false,
	});
	const wrong = wrongOf(plan.error, says, lang);
	return (
		<section className={styles.preview} aria-labelledby="template-preview" aria-busy={plan.isFetching}>
			<h2 id="template-preview">{t("template.preview")}</h2>
			<div className={styles.asWhat}>
				<ComboBox
					label={t("template.onProject")}
					help={t("template.onProjectHelp")}
					options={options}
					value={project?.id ?? null}
					text={project?.name ?? ""}
					onType={setTyped}
					onChange={(id) => onProject(id ? { id, name: options.find((o) => o.id === id)?.name ?? "" } : null)}
				/>
				<DateField
					label={t("template.startOn")}
					value={dayFromISO(start) || (project ? 0 : today)}
					today={today}
					onChange={(d) => setStart(d ? isoOfDay(d) : "")}
				/>
			</div>
			<FormError error={plan.error} />
			{wrong.length > 0 && (
				<ul className={styles.wrong}>
					{wrong.map(({ line, message }) => (
						<li key={`${line} ${message}`}>
							{line ? t("template.labelled", { label: line, said: message }) : message}
						</li>
					))}
				</ul>
			)}
			{plan.data && !plan.error && <PlanSheet plan={{ ...plan.data, problems: project ? plan.data.problems : [] }} />}
		</section>
	);
}
