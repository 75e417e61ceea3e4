import { recordQuery, useRecords } from "../../data/registers";
import { useT } from "../../i18n/use-lang";
import { ButtonLink } from "../../ui/button";
import { PageFrame } from "../../ui/page";
import { writeSearch } from "../../url/search";
import { useSearch } from "../../url/use-search";
import { Trend } from "../../views/trend/trend";
import { Filters, Parts } from "./filters";
import styles from "./register.module.css";
import { useAsked } from "./use-asked";

// TrendPage is the milestone trend across projects, of the key dates that a list of them
// would show.
export default function TrendPage() {
	const t = useT();
	const asking = useAsked("milestone");
	const search = useSearch();
	const counts = useRecords("milestone", asking.asked).data?.counts;
	return (
		<PageFrame
			title={t("trend.title")}
			lead={t("trend.lead")}
			actions={
				<ButtonLink kind="quiet" icon="table" href={`/milestones${writeSearch(search)}`}>
					{t("register.milestone.title")}
				</ButtonLink>
			}
			tools={
				<div className={styles.tools}>
					<Parts kind="milestone" asking={asking} counts={counts} />
					<Filters kind="milestone" asking={asking} ungrouped />
				</div>
			}
		>
			<Trend several label={t("trend.labelAll")} asked={{ ...recordQuery(asking.asked), limit: 30 }} />
		</PageFrame>
	);
}
