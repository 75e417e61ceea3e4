import { Markdown } from "../../../fields/controls";
import { useT } from "../../../i18n/use-lang";
import type { TextData } from "../model";
import { None } from "./parts";

// Words are what the PMO says beside the figures.
export function Words({ data }: { data: TextData }) {
	const t = useT();
	return data.text.trim() ? <Markdown text={data.text} /> : <None>{t("summary.words.none")}</None>;
}
