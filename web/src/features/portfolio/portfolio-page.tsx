import { useT } from "../../i18n/use-lang";
import { ButtonLink } from "../../ui/button";
import { PageFrame } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function PortfolioPage() {
	const t = useT();
	return (
		<PageFrame title={t("nav.portfolio")}>
			<EmptyState
				icon="portfolio"
				title={t("portfolio.empty.title")}
				action={
					<ButtonLink kind="primary" icon="import" href="/import">
						{t("portfolio.empty.action")}
					</ButtonLink>
				}
			>
				{t("portfolio.empty.text")}
			</EmptyState>
		</PageFrame>
	);
}
