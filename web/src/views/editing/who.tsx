import { useLastChange } from "../../data/last-change";
import { formatAgo } from "../../format/day";
import { useT } from "../../i18n/use-lang";

// Who says who changed a value last, and when.
export function Who({ id, of, on = true }: { id: string; of: string; on?: boolean }) {
	const t = useT();
	const last = useLastChange(id, of, on);
	if (!last?.actor) return t("editing.changedMeanwhile");
	return t("editing.changedBy", { name: last.actor.name, when: formatAgo(last.at, Date.now(), t) });
}
