import type { Attribute, Row } from "../../api/types";
import type { RowQuery } from "../../data/rows";
import type { CellPlace } from "../../engine/grid/model";
import { dayFromISO, formatDay } from "../../format/day";
import { langState, pick, type Translate } from "../../i18n/lang";
import { lockedWhy } from "../../views/locked-why";

type About = { query: RowQuery; mayEdit: boolean; t: Translate };

// whyReadOnly says why a cell cannot be changed, and what would help.
export function whyReadOnly(place: CellPlace, attributes: readonly Attribute[], { query, mayEdit, t }: About): string {
	const { row, column } = place;
	if (!row || row.kind === "group") return t("portfolio.why.group");
	if (query.compareTo) return t("portfolio.why.compared");
	if (query.asOf) return t("portfolio.why.past", { date: formatDay(dayFromISO(query.asOf), "long") });
	if (query.state === "deleted") return t("portfolio.why.deleted");
	if (query.state !== "active") return t("portfolio.why.archived");
	const attribute = attributes.find((a) => a.key === column.key);
	if (attribute?.kind === "computed") {
		return t("portfolio.why.formula", { formula: pick(attribute.formula, langState().lang) });
	}
	if (attribute?.read_only) return t("portfolio.why.computed");
	if (!mayEdit || !(row.data as Row).can_edit) return t("portfolio.why.right");
	if (attribute && (row.data as Row).locked?.includes(attribute.key)) return lockedWhy(attribute, t);
	return t("portfolio.why.computed");
}
