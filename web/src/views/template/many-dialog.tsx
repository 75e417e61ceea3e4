import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Row } from "../../api/types";
import { keys } from "../../data/query-keys";
import { applyMany, type ManyLine, tryMany, useTemplates } from "../../data/templates";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { Skeleton } from "../../ui/states";
import { sayDone } from "../editing/undo-said";
import { TemplateChoice } from "./choice";
import styles from "./template.module.css";

type Props = { rows: readonly Row[]; onClose: () => void };

// most is how many projects a template is applied to at once.
const most = 500;

// ManyDialog applies a template to many projects: how much it would do to each stands
// there first, and all of it is one change.
export function ManyDialog({ rows, onClose }: Props) {
	const { t, lang } = useLang();
	const queries = useQueryClient();
	const templates = useTemplates().data?.items ?? [];
	const [id, setId] = useState("");
	const ids = rows.slice(0, most).map((r) => r.id);
	const tried = useQuery({
		queryKey: [...keys.templates, "many", id, ids],
		queryFn: () => tryMany(id, ids),
		enabled: id !== "",
		staleTime: 0,
	});
	const lines = tried.data?.items ?? [];
	const touched = lines.filter((l) => l.add + l.change + l.remove > 0);
	const what = t("template.appliedMany", {
		name: pick(templates.find((o) => o.id === id)?.name, lang),
		count: touched.length,
	});
	const apply = useMutation({
		mutationFn: () => applyMany(id, ids, what),
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: keys.projects });
			sayDone({ text: what, way: "undo" });
			onClose();
		},
	});
	return (
		<Dialog
			title={t("template.applyMany", { count: ids.length })}
			isOpen
			wide
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button
						kind="primary"
						isDisabled={touched.length === 0}
						isPending={apply.isPending}
						onPress={() => apply.mutate()}
					>
						{t("template.applyTo", { count: touched.length })}
					</Button>
				</>
			}
		>
			<div className={styles.form}>
				<TemplateChoice templates={templates} value={id} onChange={setId} />
				{rows.length > most && <p className={styles.quiet}>{t("template.most", { count: most })}</p>}
				<FormError error={apply.error ?? tried.error} />
				{tried.isLoading && id !== "" && <Skeleton lines={4} />}
				{lines.length > 0 && <Counts lines={lines} />}
				{lines.length > 0 && <p className={styles.quiet}>{t("template.leftText")}</p>}
			</div>
		</Dialog>
	);
}

const columns = ["add", "change", "left"] as const;

function Counts({ lines }: { lines: readonly ManyLine[] }) {
	const { t } = useLang();
	const sum = (of: (typeof columns)[number]) => lines.reduce((n, l) => n + l[of], 0);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys
		<section className={styles.scroll} tabIndex={0} aria-label={t("template.dry")}>
			<table className={styles.table}>
				<thead>
					<tr>
						<th scope="col">{t("template.project")}</th>
						{columns.map((c) => (
							<th key={c} scope="col">
								{t(`template.count.${c}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{lines.map((l) => (
						<tr key={l.project.id}>
							<td>
								{l.project.name}
								{l.why && <small>{l.why}</small>}
							</td>
							{columns.map((c) => (
								<td key={c}>{l[c] || "–"}</td>
							))}
						</tr>
					))}
				</tbody>
				<tfoot>
					<tr>
						<th scope="row">{t("template.total")}</th>
						{columns.map((c) => (
							<td key={c}>{sum(c)}</td>
						))}
					</tr>
				</tfoot>
			</table>
		</section>
	);
}
