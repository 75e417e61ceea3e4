import { useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useMe } from "../data/me";
import { useT } from "../i18n/use-lang";
import { Anchor } from "../ui/anchor";
import { IconButton } from "../ui/button";
import { ConnectionBar } from "../views/editing/connection-bar";
import { Questions } from "../views/editing/questions";
import { UndoLine } from "../views/editing/undo-line";
import { useUndo } from "../views/use-undo";
// Every page shows values: what paints them comes with the frame.
import "../fields/registry";
import { GlobalCommands } from "./global-commands";
import { Places } from "./nav";
import { PeriodBand } from "./period-bar";
import { PrintHead } from "./print-head";
import styles from "./shell.module.css";
import { TopBar } from "./top-bar";
import { useArrival } from "./use-arrival";

const Drawer = lazy(() => import("../ui/drawer").then((m) => ({ default: m.Drawer })));

const ActsFor = lazy(() => import("./acts-for"));
const SetUpBand = lazy(() => import("./set-up-band"));
const SeenBand = lazy(() => import("./seen-band"));

const remembered = "vigie.nav";

// Shell is the frame around every page: navigation on the left, the top bar, and
// the band that says a past date is shown. Below 820 px the navigation is a drawer.
export function Shell({ children }: { children: ReactNode }) {
	const t = useT();
	const me = useMe();
	useUndo();
	// Read on every page: the step that one went to do is remembered in this tab.
	useRouterState({ select: (s) => s.location.pathname });
	const settingUp = sessionStorage.getItem("vigie.set-up") !== null;
	useArrival();
	const [slim, setSlim] = useState(() => localStorage.getItem(remembered) === "slim");
	const [drawer, setDrawer] = useState(false);
	const fold = () => {
		localStorage.setItem(remembered, slim ? "wide" : "slim");
		setSlim(!slim);
	};
	return (
		<div className={styles.shell} data-slim={slim || undefined}>
			<a href="#main" className={styles.skip}>
				{t("shell.skip")}
			</a>
			<nav className={styles.side} aria-label={t("nav.label")}>
				<div className={styles.brand}>
					<Anchor href="/" className={styles.home ?? ""} aria-label={me.instance.name || "Vigie"}>
						<img src="/vigie.svg" alt="" width={22} height={22} />
						<span className={styles.name}>{me.instance.name || "Vigie"}</span>
					</Anchor>
				</div>
				<Places slim={slim} />
				<div className={styles.foot}>
					<IconButton
						icon={slim ? "side-open" : "side-close"}
						label={t(slim ? "shell.unfold" : "shell.fold")}
						onPress={fold}
						small
					/>
					<span className={styles.version}>{me.instance.version}</span>
				</div>
			</nav>
			<div className={styles.column}>
				{me.seen_by && (
					<Suspense>
						<SeenBand me={me} />
					</Suspense>
				)}
				{!me.seen_by && (me.acts_for ?? []).length > 0 && (
					<Suspense>
						<ActsFor />
					</Suspense>
				)}
				{settingUp && (
					<Suspense>
						<SetUpBand />
					</Suspense>
				)}
				<TopBar onMenu={() => setDrawer(true)} />
				<ConnectionBar />
				<PeriodBand />
				<PrintHead />
				<main id="main" tabIndex={-1} className={styles.main}>
					{children}
				</main>
			</div>
			{drawer && (
				<Suspense>
					<Drawer title={me.instance.name || "Vigie"} side="start" isOpen onClose={() => setDrawer(false)}>
						<nav aria-label={t("nav.label")}>
							<Places onGo={() => setDrawer(false)} />
						</nav>
					</Drawer>
				</Suspense>
			)}
			<GlobalCommands onFold={fold} onPalette={() => setDrawer(false)} />
			<Questions />
			<UndoLine />
		</div>
	);
}
