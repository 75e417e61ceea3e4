import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import type { LinkedKind } from "./tree";

// Linkable are the attributes of what may be linked to a project, by its kind.
export type Linkable = Partial<Record<LinkedKind, readonly Attribute[]>>;

// useLinkable reads them, where a filter asks about them.
export function useLinkable(wanted = true): Linkable {
	const milestone = useAttributes("milestone", wanted).data;
	const risk = useAttributes("risk", wanted).data;
	const action = useAttributes("action", wanted).data;
	const decision = useAttributes("decision", wanted).data;
	return {
		...(milestone && { milestone }),
		...(risk && { risk }),
		...(action && { action }),
		...(decision && { decision }),
	};
}
