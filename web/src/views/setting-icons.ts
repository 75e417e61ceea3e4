import type { SettingKind } from "../data/setting-index";
import type { IconName } from "../ui/icon-shapes";

// thingIcons are the marks of what can be set, as in the administration.
export const thingIcons: Record<SettingKind, IconName> = {
	attribute: "field",
	choice: "field",
	type: "summary",
	form: "columns",
	view: "columns",
	template: "copy",
	guide: "file",
	role: "role",
	term: "edit",
	hierarchy: "unit",
	constant: "field",
	attributeGroup: "group",
	convention: "calendar",
};
