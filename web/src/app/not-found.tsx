import { useT } from "../i18n/use-lang";
import { ButtonLink } from "../ui/button";
import { useTitle } from "../ui/page-title";
import { EmptyState } from "../ui/states";
import { home } from "./pages";

export function NotFound() {
	const t = useT();
	useTitle(t("error.notFound.title"));
	return (
		<EmptyState
			level={1}
			icon="search"
			title={t("error.notFound.title")}
			action={<ButtonLink href={home}>{t("error.notFound.action")}</ButtonLink>}
		>
			{t("error.notFound.text")}
		</EmptyState>
	);
}
