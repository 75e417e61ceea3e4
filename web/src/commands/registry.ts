import { useEffect, useRef } from "react";
import type { MessageKey } from "../i18n/lang";
import type { IconName } from "../ui/icon-shapes";

// Command is one thing the application can do, offered by the palette, by its
// keys and by menus alike.
export type Command = {
	id: string;
	title: MessageKey;
	// about: what it belongs to, shown beside the title and found by it
	about?: MessageKey;
	group: "go" | "do" | "view" | "settings";
	icon?: IconName;
	// keys: "Mod+K" (Ctrl, or ⌘ on a Mac), "?", or a sequence "g p"
	keys?: string;
	// when: left out where it is false
	when?: () => boolean;
	run: () => void;
};

let commands: Command[] = [];
const listeners = new Set<() => void>();

export function register(added: Command[]): () => void {
	commands = [...commands.filter((c) => !added.some((a) => a.id === c.id)), ...added];
	for (const listener of listeners) listener();
	return () => {
		commands = commands.filter((c) => !added.includes(c));
		for (const listener of listeners) listener();
	};
}

// available are the commands that make sense where one is.
export function available(): Command[] {
	return commands.filter((c) => !c.when || c.when());
}

export function subscribeCommands(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function run(id: string): void {
	available()
		.find((c) => c.id === id)
		?.run();
}

// useCommands offers commands as long as the component is on the screen. They
// may be written in place: what they do is always that of the last render.
export function useCommands(own: Command[]): void {
	const latest = useRef(own);
	latest.current = own;
	const ids = own.map((c) => c.id + (c.keys ?? "")).join();
	// biome-ignore lint/correctness/useExhaustiveDependencies: ids stand for the commands
	useEffect(() => {
		const find = (id: string) => latest.current.find((c) => c.id === id);
		return register(
			latest.current.map((c) => ({
				...c,
				when: () => find(c.id)?.when?.() ?? true,
				run: () => find(c.id)?.run(),
			})),
		);
	}, [ids]);
}
