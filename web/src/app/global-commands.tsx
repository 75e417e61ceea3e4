import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { gather } from "../commands/ahead";
import { type Command, useCommands } from "../commands/registry";
import { listenToKeys } from "../commands/shortcuts";
import { useLetters } from "../commands/use-letters";
import { useMe } from "../data/me";
import { settingWords } from "../features/admin/setting-words";
import { shownTo } from "../features/admin/shown-to";
import { useT } from "../i18n/use-lang";
import { openTo } from "./places";
import { signOut } from "./session";
import { useLookCommands } from "./use-look-commands";

const loadFind = () => import("./find");
const Find = lazy(loadFind);
const ScreenHelp = lazy(() => import("./screen-help"));
const Help = lazy(() => import("../commands/help"));

type Props = { onFold: () => void; onPalette: () => void };

// GlobalCommands are those of every page, with the palette and the table of keys.
export function GlobalCommands({ onFold, onPalette }: Props) {
	const [open, setOpen] = useState<"palette" | "help" | "screen" | null>(null);
	useEffect(listenToKeys, []);
	useLetters();
	// The palette is fetched ahead, so that what is typed right after Ctrl+K is not lost.
	useEffect(() => {
		const timer = setTimeout(() => loadFind().catch(() => undefined), 400);
		return () => clearTimeout(timer);
	}, []);
	useCommands([
		{
			id: "palette",
			title: "palette.title",
			group: "do",
			icon: "search",
			keys: "Mod+K",
			run: () => {
				onPalette();
				gather();
				setOpen("palette");
			},
		},
		{ id: "help", title: "keys.title", group: "do", icon: "keyboard", keys: "?", run: () => setOpen("help") },
		{ id: "help.screen", title: "help.title", group: "do", icon: "help", keys: "h", run: () => setOpen("screen") },
		{ id: "nav.fold", title: "shell.toggle", group: "view", icon: "side-close", keys: "Mod+B", run: onFold },
		{ id: "session.end", title: "session.end", group: "do", icon: "sign-out", run: () => void signOut() },
	]);
	useCommands(usePlaceCommands());
	useLookCommands();
	return (
		<Suspense>
			{open === "palette" && <Find onClose={() => setOpen(null)} />}
			{open === "help" && <Help onClose={() => setOpen(null)} />}
			{open === "screen" && <ScreenHelp onClose={() => setOpen((now) => (now === "screen" ? null : now))} />}
		</Suspense>
	);
}

const account = ["profile", "preferences", "password", "factor", "sessions", "tokens"] as const;

// usePlaceCommands lead to every page and every setting that the person may open.
function usePlaceCommands(): Command[] {
	const t = useT();
	const me = useMe();
	const navigate = useNavigate();
	const go = (href: string) => () => void navigate({ href });
	const may = (right: string) => me.permissions.includes(right);
	const commands: Command[] = openTo(me).map((p) => ({
		id: `go.${p.href.slice(1)}`,
		title: p.title,
		group: "go",
		icon: p.icon,
		keys: p.keys,
		run: go(p.href),
	}));
	commands.push({
		id: "go.account",
		title: "account.title",
		group: "go",
		icon: "user",
		keys: "g m",
		run: go("/account"),
	});
	if (may("project.create")) {
		const run = go("/portfolio?open=new");
		commands.push({ id: "project.new", title: "portfolio.new.action", group: "do", icon: "plus", run });
	}
	for (const part of account) {
		const run = go(`/account#${part}`);
		commands.push({
			id: `account.${part}`,
			title: `account.part.${part}`,
			about: "account.title",
			group: "settings",
			icon: "user",
			run,
		});
	}
	for (const p of shownTo(me)) {
		commands.push({
			id: `go.${p.path}`,
			title: p.title,
			about: "nav.admin",
			group: "settings",
			icon: p.icon,
			run: go(p.path),
		});
	}
	if (!may("system.manage")) return commands;
	for (const word of settingWords) {
		const run = go(`/admin/settings?q=${encodeURIComponent(t(word))}`);
		commands.push({ id: word, title: word, about: "setting.title", group: "settings", icon: "admin", run });
	}
	return commands;
}
