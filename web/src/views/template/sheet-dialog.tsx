import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { keys } from "../../data/query-keys";
import { type Asked, applyTemplate, fitting, previewTemplate, type Template, useTemplates } from "../../data/templates";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { EmptyState, Loaded, Skeleton } from "../../ui/states";
import { sayDone } from "../editing/undo-said";
import { TemplateChoice } from "./choice";
import { PlanSheet } from "./plan-sheet";
import styles from "./template.module.css";

type Props = {
	title: string;
	project: { id: string; name: string; type?: unknown; variant?: unknown };
	// fits: which templates are offered, of those for the type of the project
	fits?: (template: Template) => boolean;
	// first: the template that is proposed; "" while that is not known
	first?: (offered: readonly Template[]) => string;
	// insert: how the plan alone is brought in; only what is of it is shown
	insert?: NonNullable<Asked["insert"]>;
	none: { title: string; text: string };
	onClose: () => void;
	// children: what else is chosen, or said of the template
	children?: (template: string) => ReactNode;
};

const inserted: readonly string[] = ["plan", "milestone"];

// SheetDialog applies a template to a project: what it would do stands there first, line
// by line, and what people wrote is left unless it is ticked. All of it is one change.
export function SheetDialog({ title, project, fits, first, insert, none, onClose, children }: Props) {
	const { t, lang } = useLang();
	const queries = useQueryClient();
	const templates = useTemplates();
	const [wanted, setWanted] = useState("");
	const offered = fitting((templates.data?.items ?? []).filter(fits ?? Boolean), project.type, project.variant);
	const id = wanted || (first ? first(offered) : (offered[0]?.id ?? ""));
	const template = offered.find((o) => o.id === id);
	// what was picked counts for what it was picked of
	const of = JSON.stringify([id, insert]);
	const [picked, setPicked] = useState<{ of: string; items: string[] } | null>(null);
	const asked: Asked = {
		project: project.id,
		...(insert ? { insert } : {}),
		...(picked?.of === of ? { items: picked.items } : {}),
	};
	const plan = useQuery({
		queryKey: [...keys.templates, "plan", id, asked],
		queryFn: ({ signal }) => previewTemplate(id, asked, signal),
		enabled: id !== "",
		placeholderData: keepPreviousData,
		staleTime: 0,
	});
	const items = (plan.data?.items ?? []).filter((it) => !insert || inserted.includes(it.section));
	const chosen = items.filter((it) => it.chosen).map((it) => it.id);
	const what = t("template.appliedTo", { name: pick(template?.name, lang), project: project.name });
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
	const nothing = templates.data !== undefined && offered.length === 0;
	const close = <Button onPress={onClose}>{t(nothing ? "action.close" : "action.cancel")}</Button>;
	const run = (
		<Button
			kind="primary"
			isDisabled={chosen.length === 0 || plan.isPlaceholderData}
			isPending={apply.isPending}
			onPress={() => apply.mutate()}
		>
			{plan.data ? t("template.applyLines", { count: chosen.length }) : t("grid.column.apply")}
		</Button>
	);
	const write = templates.data?.can_edit && (
		<ButtonLink kind="quiet" icon="copy" href="/admin/templates">
			{t("template.title")}
		</ButtonLink>
	);
	return (
		<Dialog
			title={title}
			isOpen
			wide
			onClose={onClose}
			actions={
				<>
					{close}
					{!nothing && run}
				</>
			}
		>
			<Loaded query={templates}>
				{() =>
					nothing ? (
						<EmptyState icon="copy" title={none.title} action={write}>
							{none.text}
						</EmptyState>
					) : (
						<div className={styles.form}>
							<TemplateChoice templates={offered} value={id} onChange={setWanted} />
							{children?.(id)}
							<FormError error={apply.error ?? plan.error} />
							<div className={styles.foreseen} aria-busy={plan.isFetching}>
								{plan.data ? (
									<PlanSheet plan={{ ...plan.data, items }} onPick={(items) => setPicked({ of, items })} />
								) : (
									!plan.error && <Skeleton lines={6} />
								)}
							</div>
						</div>
					)
				}
			</Loaded>
		</Dialog>
	);
}
