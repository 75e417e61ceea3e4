import type { MessageKey } from "../i18n/lang";

// The keys that are not commands: those of grids, panels and fields. With the
// commands they are the one table that "?" shows.
export const keyTable: { title: MessageKey; rows: [keys: string, does: MessageKey][] }[] = [
	{
		title: "keys.grid.title",
		rows: [
			["ArrowUp ArrowDown ArrowLeft ArrowRight", "keys.grid.move"],
			["Mod+ArrowUp Mod+ArrowDown", "keys.grid.jump"],
			["Shift+ArrowDown", "keys.grid.extend"],
			["Mod+A Shift+Space Mod+Space", "keys.grid.select"],
			["Enter F2", "keys.grid.edit"],
			["Tab", "keys.grid.commit"],
			["Escape", "keys.grid.cancel"],
			["Space", "keys.grid.peek"],
			["Mod+Enter", "keys.grid.open"],
			["Mod+C Mod+V", "keys.grid.copy"],
			["Mod+D Mod+R", "keys.grid.fill"],
			["Mod+Shift+D", "keys.grid.series"],
			["Delete Mod+X", "keys.grid.clear"],
			["Mod+Enter", "keys.grid.all"],
			["Mod+Z Mod+Shift+Z", "keys.grid.undo"],
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
];
