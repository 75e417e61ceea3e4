import type { MessageKey } from "../../i18n/lang";

// settingWords are the settings by what they are called, to be found by them.
export const settingWords: MessageKey[] = [
	"setting.name",
	"setting.currency",
	"setting.language",
	"setting.sessionIdle",
	"setting.sessionLife",
	"setting.secondFactor",
	"setting.markFr",
	"setting.markEn",
	"setting.mail",
	"setting.address",
];
