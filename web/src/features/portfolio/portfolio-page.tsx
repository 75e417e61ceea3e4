import { useParams } from "@tanstack/react-router";
import { Problem } from "../../api/problem";
import { useAttributes } from "../../data/catalogue";
import { usePortfolios } from "../../data/projects";
import { useT } from "../../i18n/use-lang";
import { useTitle } from "../../ui/page-title";
import { ErrorState, Loaded } from "../../ui/states";
import { useViews } from "../../views/saved/queries";
import { Screen } from "./screen";

// PortfolioPage shows a portfolio, or all projects when the address names none.
export default function PortfolioPage() {
	const t = useT();
	const { id = "" } = useParams({ strict: false }) as { id?: string };
	const attributes = useAttributes();
	const portfolios = usePortfolios();
	const views = useViews("project");
	const portfolio = portfolios.data?.find((p) => p.id === id);
	useTitle(id ? (portfolio?.name ?? "") : t("portfolio.all"));
	if (id && portfolios.data && !portfolio) return <ErrorState level={1} error={new Problem(404, {})} />;
	return (
		<Loaded query={attributes} lines={16}>
			{(list) =>
				views.isPending ? null : (
					<Screen key={id} id={id} portfolio={portfolio} portfolios={portfolios.data ?? []} attributes={list} />
				)
			}
		</Loaded>
	);
}
