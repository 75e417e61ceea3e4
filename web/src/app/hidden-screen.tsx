import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { components } from "../api/schema";
import { useUnits } from "../data/catalogue";
import { keys } from "../data/query-keys";
import type { MessageKey } from "../i18n/lang";
import { useT } from "../i18n/use-lang";
import { TextLink } from "../ui/link";
import { PageFrame } from "../ui/page";
import { useTitle } from "../ui/page-title";

// HiddenScreen stands at the address of a screen that none of the person's roles
// needs: it says so, and whom to ask.
export default function HiddenScreen({ title }: { title: MessageKey }) {
	const t = useT();
	useTitle(t(title));
	const unit = useUnits(true).data?.[0]?.id;
	const asked = useQuery({
		queryKey: [...keys.rightsOf, "givers", unit],
		queryFn: () =>
			api.get<components["schemas"]["RightsExplained"]>("/rights/explain", { object: `unit:${unit}`, action: "grant" }),
		enabled: !!unit,
	});
	const people = (asked.data?.answers?.[0]?.givers ?? []).map((g) => g.name).join(", ");
	return (
		<PageFrame title={t(title)} lead={t("screen.hidden")} reading>
			<p>{people ? t("screen.ask", { people }) : t("screen.askAdministrator")}</p>
			<p>
				<TextLink href="/home">{t("nav.home")}</TextLink>
			</p>
		</PageFrame>
	);
}
