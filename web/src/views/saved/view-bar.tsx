import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useCommands } from "../../commands/registry";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Anchor } from "../../ui/anchor";
import { announce } from "../../ui/announce";
import { IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { later } from "../../ui/later";
import { Menu } from "../../ui/menu";
import { Popover } from "../../ui/popover";
import { Star } from "../places/star";
import type { View } from "../use-view";
import type { SavedView } from "./model";
import { useViewWrites } from "./queries";
import type { Saved } from "./use-saved";
import styles from "./view-bar.module.css";
import type { Asked } from "./view-dialogs";

const ViewDialogs = lazy(() => import("./view-dialogs").then((m) => ({ default: m.ViewDialogs })));

const ViewMenu = later(() => import("./view-menu").then((m) => m.ViewMenu));
const Modified = later(() => import("./view-changed").then((m) => m.Modified));
const Gone = later(() => import("./view-changed").then((m) => m.Gone));
const Warnings = later(() => import("./view-changed").then((m) => m.Warnings));
const ViewFinder = later(() => import("./view-finder").then((m) => m.ViewFinder));

// mostTabs is how many views stand side by side; the others are found in the list
// of all.
const mostTabs = 24;

type Props = {
	saved: Saved;
	view: Pick<View, "state">;
	// portfolio: the one on show, "" for all
	portfolio: string;
	// end: what stands at the end of the bar
	end?: ReactNode;
};

// ViewBar leads from view to view, and keeps what was changed on the screen.
export function ViewBar({ saved, view, portfolio, end }: Props) {
	const { t, lang } = useLang();
	const writes = useViewWrites(saved.object);
	const [asked, setAsked] = useState<Asked | null>(null);
	const [gone, setGone] = useState<SavedView | null>(null);
	const { current } = saved;
	const modified = saved.modified(view.state);
	const warned = saved.missing || !!current?.broken.length || !!current?.left_out || !!current?.lost.length;
	const about = { saved, view, writes, portfolio, modified, onAsk: setAsked, onGone: setGone };
	useCommands([
		{
			id: "view.saveAs",
			title: "views.saveTitle",
			group: "view",
			icon: "plus",
			run: () => setAsked({ kind: "saveAs" }),
		},
	]);
	return (
		<div className={styles.wrap}>
			<div className={styles.bar}>
				<Popover label={t("views.all")} trigger={<IconButton icon="menu" label={t("views.all")} small />}>
					{(close) => (
						<ViewFinder
							saved={saved}
							onNew={() => setAsked({ kind: "saveAs" })}
							onBin={() => setAsked({ kind: "bin" })}
							close={close}
						/>
					)}
				</Popover>
				<Tabs saved={saved} onOrder={(ids) => writes.order.mutate(ids)} />
				{current && (
					<Menu
						label={t("views.actions", { name: pick(current.label, lang) })}
						list={(open) => <ViewMenu {...about} of={current} open={open} />}
					>
						<IconButton icon="more" label={t("views.actions", { name: pick(current.label, lang) })} small />
					</Menu>
				)}
				{current && <Star place={{ kind: "view", id: current.id, name: pick(current.label, lang) }} />}
				{modified && current && (
					<Modified saved={saved} view={view} current={current} writes={writes} onAsk={setAsked} />
				)}
				{gone && <Gone view={gone} onUndo={() => writes.restore.mutate(gone.id)} onEnd={() => setGone(null)} />}
				<span className={styles.gap} />
				{end}
			</div>
			{warned && <Warnings saved={saved} />}
			{asked && (
				<Suspense fallback={null}>
					<ViewDialogs
						asked={asked}
						saved={saved}
						view={view}
						portfolio={portfolio}
						writes={writes}
						onClose={() => setAsked(null)}
						onGone={setGone}
					/>
				</Suspense>
			)}
		</div>
	);
}

// Tabs are the views, in the order that the person has given them: by pulling one
// to another's place, or by its menu.
function Tabs({ saved, onOrder }: { saved: Saved; onOrder: (ids: string[]) => void }) {
	const { t, lang } = useLang();
	const [pulled, setPulled] = useState("");
	const [over, setOver] = useState("");
	const drop = (on: string) => {
		const ids = saved.views.map((v) => v.id);
		const to = ids.indexOf(on);
		if (pulled && pulled !== on && to >= 0) {
			ids.splice(ids.indexOf(pulled), 1);
			ids.splice(to, 0, pulled);
			onOrder(ids);
			announce(t("views.moved", { at: to + 1, count: ids.length }));
		}
		setPulled("");
		setOver("");
	};
	const strip = useRef<HTMLElement>(null);
	const id = saved.current?.id;
	const shown = saved.views.filter((v, i) => i < mostTabs || v.id === id);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the tab to show follows the view
	useEffect(() => {
		strip.current?.querySelector("[aria-current]")?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
	}, [id]);
	return (
		<nav className={styles.tabs} aria-label={t("views.title")} ref={strip}>
			{shown.map((v) => (
				// biome-ignore lint/a11y/noStaticElementInteractions: the menu of the view moves it by keys
				<span
					key={v.id}
					className={styles.place}
					data-over={(over === v.id && pulled !== v.id) || undefined}
					onDragStart={() => setPulled(v.id)}
					onDragEnd={() => drop("")}
					onDragOver={(e) => {
						if (!pulled) return;
						e.preventDefault();
						setOver(v.id);
					}}
					onDrop={(e) => {
						e.preventDefault();
						drop(v.id);
					}}
				>
					<Anchor
						href={saved.addressOf(v)}
						className={styles.tab ?? ""}
						aria-current={v.id === id ? "page" : undefined}
					>
						{v.scope === "personal" && <Icon name="user" size={12} />}
						{v.locked && !v.origin && <Icon name="lock" size={12} />}
						<span>{pick(v.label, lang)}</span>
					</Anchor>
				</span>
			))}
		</nav>
	);
}
