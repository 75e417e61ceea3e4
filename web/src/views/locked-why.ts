import type { Attribute } from "../api/types";
import { langState, pick, type Translate } from "../i18n/lang";

// lockedWhy says who writes an attribute that the person may only read.
export function lockedWhy(attribute: Attribute, t: Translate): string {
	const { lang } = langState();
	const roles = (attribute.written_by ?? []).map((r) => pick(r, lang)).join(", ");
	return roles ? t("attribute.secret.why", { roles }) : t("attribute.secret.whyNot");
}
