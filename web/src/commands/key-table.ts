import type { MessageKey } from "../i18n/lang";

// Row is what some keys do: each press as a command's keys are written, apart by
// spaces; a sequence of two letters has "_" for its space.
type Row = readonly [keys: string, does: MessageKey];

// The one table of every key of the application, which "?" shows. A test holds it
// beside the commands and the grid.
export const keyTable: readonly { title: MessageKey; rows: readonly Row[] }[] = [
	{
		title: "keys.everywhere",
		rows: [
			["Mod+K", "palette.title"],
			["?", "keys.title"],
			["h", "help.title"],
			["Mod+Z", "keys.undo"],
			["Mod+Shift+Z Mod+Y", "keys.redo"],
			["Mod+B", "shell.toggle"],
			["/", "portfolio.find"],
			["Escape", "keys.close"],
		],
	},
	{
		title: "keys.go",
		rows: [
			["g_h", "nav.home"],
			["g_s", "nav.summary"],
			["g_p", "nav.portfolio"],
			["g_d", "nav.milestones"],
			["g_k", "nav.risks"],
			["g_t", "nav.actions"],
			["g_e", "nav.decisions"],
			["g_r", "nav.reviews"],
			["g_o", "nav.rounds"],
			["g_c", "nav.history"],
			["g_w", "nav.method"],
			["g_n", "notice.title"],
			["g_i", "nav.imports"],
			["g_w", "nav.method"],
			["g_a", "nav.admin"],
			["g_m", "account.title"],
		],
	},
	{
		title: "keys.grid.title",
		rows: [
			["ArrowUp ArrowDown ArrowLeft ArrowRight", "keys.grid.move"],
			["PageUp PageDown", "keys.grid.page"],
			["Home End Mod+ArrowLeft Mod+ArrowRight", "keys.grid.ends"],
			["Mod+ArrowUp Mod+ArrowDown", "keys.grid.jump"],
			["Mod+Home Mod+End", "keys.grid.corners"],
			["Shift+ArrowDown", "keys.grid.extend"],
			["Mod+A Shift+Space Mod+Space", "keys.grid.select"],
			["Enter F2", "keys.grid.edit"],
			["Backspace", "keys.grid.overwrite"],
			["Tab Shift+Tab Enter Shift+Enter", "keys.grid.commit"],
			["Escape", "keys.grid.cancel"],
			["Mod+Enter", "keys.grid.all"],
			["Mod+Shift+Enter", "keys.grid.why"],
			["Space", "keys.grid.peek"],
			["Mod+Enter", "keys.grid.open"],
			["ContextMenu Shift+F10", "keys.grid.menu"],
			["Mod+C Mod+V", "keys.grid.copy"],
			["Mod+D Mod+R", "keys.grid.fill"],
			["Mod+Shift+D", "keys.grid.series"],
			["Delete Mod+X", "keys.grid.clear"],
		],
	},
	{
		title: "keys.head.title",
		rows: [
			["Enter Shift+Enter", "keys.head.sort"],
			["Mod+Alt+ArrowLeft Mod+Alt+ArrowRight", "keys.head.move"],
			["Mod+Alt+Shift+ArrowLeft Mod+Alt+Shift+ArrowRight", "keys.head.widen"],
		],
	},
	{
		title: "keys.gantt.title",
		rows: [
			["Mod+Alt+ArrowLeft Mod+Alt+ArrowRight", "keys.gantt.shift"],
			["Mod+Alt+Shift+ArrowLeft Mod+Alt+Shift+ArrowRight", "keys.gantt.resize"],
			["Mod+Alt+PageDown Mod+Alt+PageUp", "keys.gantt.progress"],
			["Alt+Shift+ArrowUp Alt+Shift+ArrowDown Alt+Shift+ArrowRight Alt+Shift+ArrowLeft", "keys.gantt.place"],
			["l", "keys.gantt.link"],
			["Enter Escape", "keys.gantt.accept"],
			["f", "keys.gantt.bar"],
			["1 2 3 4 5", "keys.gantt.zoom"],
		],
	},
	{
		title: "keys.board.title",
		rows: [
			["Space", "keys.board.take"],
			["ArrowLeft ArrowRight", "keys.board.carry"],
			["Enter", "keys.board.drop"],
		],
	},
	{
		title: "keys.panel.title",
		rows: [
			["ArrowUp ArrowDown", "keys.panel.next"],
			["Escape", "keys.panel.close"],
		],
	},
	{
		title: "keys.field.title",
		rows: [
			["+7", "keys.field.days"],
			["Alt+ArrowDown", "keys.field.calendar"],
			["PageUp PageDown", "keys.field.month"],
		],
	},
	{ title: "keys.comment.title", rows: [["Mod+Enter", "keys.comment.send"]] },
];

// pressesOf are the presses of a row, as commands write them.
export function pressesOf(keys: string): string[] {
	return keys.split(" ").map((one) => one.replace("_", " "));
}
