import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { TextLink } from "../../ui/link";
import { Skeleton } from "../../ui/states";
import styles from "./admin.module.css";
import own from "./calendars.module.css";

type Uses = components["schemas"]["CalendarUsesOut"];

const most = 12;

// CalendarUses says whom a calendar touches before it goes, and what becomes of them.
export function CalendarUses({ id }: { id: string }) {
	const { t, lang } = useLang();
	const uses = useQuery({
		queryKey: [...keys.calendars, id, "uses"],
		queryFn: ({ signal }) => api.get<Uses>(`/calendars/${id}/uses`, {}, signal),
		staleTime: 0,
	});
	if (!uses.data) return uses.error ? null : <Skeleton lines={2} />;
	const { items, projects, plans, lines, resources, templates } = uses.data;
	const all = items ?? [];
	const shown = all.slice(0, most);
	const names = (list: readonly string[] | null) =>
		new Intl.ListFormat(lang, { type: "conjunction" }).format((list ?? []).slice(0, most));
	const count = (resources ?? []).length;
	const models = (templates ?? []).length;
	if (projects + count + models === 0) return <p>{t("calendar.unused")}</p>;
	return (
		<div className={own.touched}>
			<p>{t("calendar.uses", { plans, lines })}</p>
			{shown.length > 0 && (
				<ul className={styles.uses}>
					{shown.map((u) => (
						<li key={u.project.id}>
							<TextLink href={`/project/${u.project.id}/plan`}>{u.project.name}</TextLink>{" "}
							<span className={own.quiet}>
								{u.items > 0 ? t("calendar.ofLines", { count: u.items }) : t("calendar.ofPlan")}
							</span>
						</li>
					))}
					{projects > shown.length && <li>{t("calendar.others", { count: projects - shown.length })}</li>}
				</ul>
			)}
			{count > 0 && <p>{t("calendar.ofResources", { count, names: names(resources) })}</p>}
			{models > 0 && <p>{t("calendar.ofTemplates", { count: models, names: names(templates) })}</p>}
			<p>{t("calendar.then")}</p>
		</div>
	);
}
