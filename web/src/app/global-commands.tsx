import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useCommands } from "../commands/registry";
import { listenToKeys } from "../commands/shortcuts";
import { useCan, useChangeMe, useMe } from "../data/me";
import { setLang } from "../i18n/lang";
import { useLang } from "../i18n/use-lang";
import { useAsOf, useSetSearch } from "../url/use-search";
import { signOut } from "./session";

const loadPalette = () => import("../commands/palette");
const Palette = lazy(loadPalette);
const Help = lazy(() => import("../commands/help"));

const adminNeeds = ["user.manage", "unit.manage", "role.manage", "catalogue.edit"];

// GlobalCommands are those of every page, with the palette and the table of keys.
export function GlobalCommands({ onFold }: { onFold: () => void }) {
	const { lang } = useLang();
	const me = useMe();
	const navigate = useNavigate();
	const change = useChangeMe();
	const asOf = useAsOf();
	const set = useSetSearch();
	const [open, setOpen] = useState<"palette" | "help" | null>(null);
	const imports = useCan(["import.run", "unit.manage", "user.manage"]);
	const admin = me.permissions.some((p) => adminNeeds.includes(p));
	const go = (href: string) => () => void navigate({ href });
	useEffect(listenToKeys, []);
	// The palette is fetched ahead, so that what is typed right after Ctrl+K is not lost.
	useEffect(() => {
		const timer = setTimeout(loadPalette, 400);
		return () => clearTimeout(timer);
	}, []);
	useCommands([
		{
			id: "palette",
			title: "palette.title",
			group: "do",
			icon: "search",
			keys: "Mod+K",
			run: () => setOpen("palette"),
		},
		{ id: "help", title: "keys.title", group: "do", icon: "keyboard", keys: "?", run: () => setOpen("help") },
		{ id: "go.portfolio", title: "nav.portfolio", group: "go", icon: "portfolio", keys: "g p", run: go("/portfolio") },
		{
			id: "go.imports",
			title: "nav.imports",
			group: "go",
			icon: "import",
			keys: "g i",
			when: () => imports,
			run: go("/import"),
		},
		{
			id: "go.admin",
			title: "nav.admin",
			group: "go",
			icon: "admin",
			keys: "g a",
			when: () => admin,
			run: go("/admin"),
		},
		{ id: "go.account", title: "account.title", group: "go", icon: "user", keys: "g m", run: go("/account") },
		{ id: "nav.fold", title: "shell.toggle", group: "view", icon: "side-close", keys: "Mod+B", run: onFold },
		{
			id: "period.today",
			title: "period.back",
			group: "view",
			icon: "history",
			when: () => asOf !== "",
			run: () => set({ as_of: null }),
		},
		{
			id: "lang.switch",
			title: "lang.switch",
			group: "view",
			icon: "globe",
			run: () => {
				const next = lang === "fr" ? "en" : "fr";
				void setLang(next);
				change.mutate({ language: next });
			},
		},
		{
			id: "theme.switch",
			title: me.theme === "dark" ? "theme.toLight" : "theme.toDark",
			group: "view",
			icon: "theme",
			run: () => change.mutate({ theme: me.theme === "dark" ? "light" : "dark" }),
		},
		{ id: "session.end", title: "session.end", group: "do", icon: "sign-out", run: () => void signOut() },
	]);
	return (
		<Suspense>
			{open === "palette" && <Palette onClose={() => setOpen(null)} />}
			{open === "help" && <Help onClose={() => setOpen(null)} />}
		</Suspense>
	);
}
