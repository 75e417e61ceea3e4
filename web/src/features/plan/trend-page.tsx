import { useParams } from "@tanstack/react-router";
import { useProject } from "../../data/projects";
import { useLang } from "../../i18n/use-lang";
import { ButtonLink } from "../../ui/button";
import { PageFrame } from "../../ui/page";
import { useAsOf } from "../../url/use-search";
import { Trend } from "../../views/trend/trend";

// TrendPage is the milestone trend of one project: how often each of its key dates was put
// off, and by how much.
export default function TrendPage() {
	const { id = "" } = useParams({ strict: false }) as { id?: string };
	const { t } = useLang();
	const asOf = useAsOf();
	const name = String(useProject(id).data?.name ?? "");
	return (
		<PageFrame
			title={t("trend.title")}
			of={name}
			lead={name}
			actions={
				<ButtonLink kind="quiet" icon="calendar" href={`/project/${id}/plan`}>
					{t("gantt.page.title")}
				</ButtonLink>
			}
		>
			<Trend label={t("trend.label", { project: name })} asked={{ project: id, as_of: asOf, limit: 60 }} />
		</PageFrame>
	);
}
