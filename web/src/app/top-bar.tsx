import { run } from "../commands/registry";
import { showKeys } from "../commands/shortcuts";
import { useChangeMe, useMe } from "../data/me";
import { setLang } from "../i18n/lang";
import { useLang } from "../i18n/use-lang";
import { Avatar } from "../ui/avatar";
import { Trail } from "../ui/breadcrumb";
import { Button, IconButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { Menu } from "../ui/menu";
import { Pressable } from "../ui/pressable";
import { tellError } from "../ui/toast-store";
import { UnsavedChip } from "../views/editing/unsaved-chip";
import { NoticeBell } from "./notice-bell";
import { PeriodPicker } from "./period-bar";
import { signOut } from "./session";
import styles from "./top-bar.module.css";
import { useCrumbs } from "./use-crumbs";
import { useThemeMenu } from "./use-theme-menu";

export function TopBar({ onMenu }: { onMenu: () => void }) {
	const { t } = useLang();
	const crumbs = useCrumbs();
	return (
		<header className={styles.bar}>
			<span className={styles.burger}>
				<IconButton icon="menu" label={t("nav.open")} onPress={onMenu} />
			</span>
			<Trail label={t("shell.trail")} crumbs={crumbs} />
			<div className={styles.gap} />
			<Pressable className={styles.search ?? ""} onPress={() => run("palette")}>
				<Icon name="search" />
				<span className={styles.hint}>{t("palette.short")}</span>
				<span className={styles.key} aria-hidden="true">
					{showKeys("Mod+K")}
				</span>
			</Pressable>
			<UnsavedChip />
			<PeriodPicker />
			<NoticeBell />
			<span className={styles.wide}>
				<IconButton icon="help" label={t("help.title")} keys="H" onPress={() => run("help.screen")} />
			</span>
			<Language />
			<ThemeMenu />
			<UserMenu />
		</header>
	);
}

function Language() {
	const { t, lang } = useLang();
	const change = useChangeMe();
	const other = lang === "fr" ? "en" : "fr";
	const turn = () => {
		void setLang(other);
		change.mutate({ language: other }, { onError: (e) => tellError(e) });
	};
	return (
		<span className={styles.wide}>
			<Button kind="quiet" onPress={turn} aria-label={t("lang.code", { code: other.toUpperCase() })}>
				<span lang={other}>{other.toUpperCase()}</span>
			</Button>
		</span>
	);
}

function ThemeMenu() {
	const { t } = useLang();
	return (
		<span className={styles.wide}>
			<Menu label={t("theme.title")} groups={[useThemeMenu()]}>
				<Pressable className={styles.round ?? ""} aria-label={t("theme.title")}>
					<Icon name="theme" />
				</Pressable>
			</Menu>
		</span>
	);
}

function UserMenu() {
	const { t, lang } = useLang();
	const me = useMe();
	const change = useChangeMe();
	const theme = useThemeMenu();
	const speak = (language: "fr" | "en") => () => {
		void setLang(language);
		change.mutate({ language }, { onError: (e) => tellError(e) });
	};
	const groups = [
		{
			id: "me",
			title: `${me.name} · ${me.login}`,
			entries: [{ id: "account", name: t("account.title"), icon: "user" as const, href: "/account" }],
		},
		{
			id: "lang",
			title: t("lang.title"),
			chosen: `lang-${lang}`,
			entries: [
				{ id: "lang-fr", name: "Français", run: speak("fr") },
				{ id: "lang-en", name: "English", run: speak("en") },
			],
		},
		theme,
		{
			id: "end",
			entries: [
				{ id: "help", name: t("help.title"), icon: "help" as const, detail: "H", run: () => run("help.screen") },
				{ id: "keys", name: t("keys.title"), icon: "keyboard" as const, detail: "?", run: () => run("help") },
				{ id: "out", name: t("session.end"), icon: "sign-out" as const, run: () => void signOut() },
			],
		},
	];
	return (
		<Menu label={t("account.menu")} groups={groups}>
			<Pressable className={styles.round ?? ""} aria-label={t("account.menuOf", { name: me.name })}>
				<Avatar name={me.name} size={24} />
			</Pressable>
		</Menu>
	);
}
