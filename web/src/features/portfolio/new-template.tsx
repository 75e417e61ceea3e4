import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { keys } from "../../data/query-keys";
import { previewTemplate } from "../../data/templates";
import { useT } from "../../i18n/use-lang";
import { FormError } from "../../ui/form";
import { Skeleton } from "../../ui/states";
import { PlanSheet } from "../../views/template/plan-sheet";
import styles from "./portfolio.module.css";

type Props = {
	template: string;
	values: Record<string, unknown>;
	picked: string[] | null;
	onPick: (ids: string[]) => void;
};

// WhatComes is what a new project would have from its template, with the dates that
// its start gives.
export default function WhatComes({ template, values, picked, onPick }: Props) {
	const t = useT();
	const asked = { values, ...(picked ? { items: picked } : {}) };
	const plan = useQuery({
		queryKey: [...keys.templates, "plan", template, asked],
		queryFn: ({ signal }) => previewTemplate(template, asked, signal),
		placeholderData: keepPreviousData,
		retry: false,
	});
	if (!plan.data) return plan.error ? <FormError error={plan.error} /> : <Skeleton lines={4} />;
	return (
		<details className={styles.comes}>
			<summary>{t("template.comes", { count: plan.data.items?.filter((it) => it.chosen).length ?? 0 })}</summary>
			<PlanSheet plan={{ ...plan.data, problems: [] }} onPick={onPick} />
		</details>
	);
}
