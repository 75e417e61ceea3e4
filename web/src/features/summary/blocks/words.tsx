import { useT } from "../../../i18n/use-lang";
import { Markdown } from "../../../ui/markdown";
import type { TextData } from "../model";
import { None } from "./parts";

// Words are what the PMO says beside the figures.
export function Words({ data }: { data: TextData }) {
	const t = useT();
	return data.text.trim() ? <Markdown text={data.text} /> : <None>{t("summary.words.none")}</None>;
}
