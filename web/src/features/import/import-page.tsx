import { useT } from "../../i18n/use-lang";
import { PageFrame } from "../../ui/page";
import { EmptyState } from "../../ui/states";

export default function ImportPage() {
	const t = useT();
	return (
		<PageFrame title={t("nav.imports")}>
			<EmptyState icon="import" title={t("import.empty.title")}>
				{t("import.empty.text")}
			</EmptyState>
		</PageFrame>
	);
}
