import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { type Template, useTemplateSections } from "../../data/templates";
import { formatInstant } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import styles from "./templates.module.css";

type Past = components["schemas"]["TemplatePast"];

// TemplateHistory is who changed a template when; each version can be kept again.
export function TemplateHistory({ stored, onBack }: { stored: Template; onBack: () => void }) {
	const { t, lang } = useLang();
	const queries = useQueryClient();
	const sections = useTemplateSections().data ?? [];
	const past = useQuery({
		queryKey: [...keys.templates, "past", stored.id, stored.version],
		queryFn: ({ signal }) =>
			api.get<List<Past>>(`/templates/${stored.id}/history`, undefined, signal).then((l) => l.items),
	});
	const back = useMutation({
		mutationFn: (to: number) => api.post(`/templates/${stored.id}/revert`, { to }, { version: stored.version }),
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: keys.templates });
			onBack();
		},
	});
	const said = (part: string) => {
		if (part === "name" || part === "for" || part === "offered") return t(`template.past.${part}`);
		const section = sections.find((s) => s.key === part);
		return section ? pick(section.title, lang) : part;
	};
	return (
		<section className={styles.history} aria-labelledby="template-history">
			<h3 id="template-history">{t("template.history")}</h3>
			<FormError error={back.error} />
			<ol>
				{(past.data ?? []).map((p) => (
					<li key={p.version}>
						<span>
							{p.parts?.length ? p.parts.map(said).join(", ") : t("template.past.made")}{" "}
							<span className={styles.quiet}>
								{p.by?.name} · {formatInstant(p.at)}
							</span>
						</span>
						{p.version !== stored.version && (
							<Button
								small
								aria-label={t("template.restoreOne", { when: formatInstant(p.at) })}
								onPress={() => back.mutate(p.version)}
							>
								{t("forms.restore")}
							</Button>
						)}
					</li>
				))}
			</ol>
		</section>
	);
}
