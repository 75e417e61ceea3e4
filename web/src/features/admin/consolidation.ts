import type { Kind } from "../../api/types";
import type { Translate } from "../../i18n/lang";

// consolidationsOf are the rules that make sense for a kind.
export function consolidationsOf(kind: Kind): string[] {
	switch (kind) {
		case "number":
		case "money":
		case "percent":
		case "computed":
			return ["none", "sum", "mean", "weighted_mean", "minimum", "maximum", "latest"];
		case "date":
		case "month":
			return ["none", "minimum", "maximum", "latest"];
		case "light":
		case "weather":
			return ["none", "worst", "best", "count_by_value"];
		case "choice":
		case "choices":
		case "user":
		case "unit":
		case "yes_no":
			return ["none", "count_by_value", "latest"];
		default:
			return ["none", "latest"];
	}
}

export function consolidationName(rule: string, t: Translate): string {
	return t("consolidation.name", { rule: rule || "none" });
}
