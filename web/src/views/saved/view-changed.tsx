import { useEffect } from "react";
import { useCommands } from "../../commands/registry";
import { useCan } from "../../data/me";
import { useAside } from "../../data/use-aside";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import type { View } from "../use-view";
import { AsideMenu } from "./aside-menu";
import { isConfigured, type SavedView, storedOf } from "./model";
import type { useViewWrites } from "./queries";
import type { Saved } from "./use-saved";
import styles from "./view-bar.module.css";
import type { Asked } from "./view-dialogs";

type ModifiedProps = {
	saved: Saved;
	view: Pick<View, "state">;
	current: SavedView;
	writes: ReturnType<typeof useViewWrites>;
	onAsk: (asked: Asked) => void;
};

// Modified says that the screen shows more, or less, than the view, and what to do about it.
export function Modified({ saved, view, current, writes, onAsk }: ModifiedProps) {
	const { t } = useLang();
	const into = useAside();
	const configures = useCan("catalogue.edit") && isConfigured(current);
	const save = () =>
		writes.change.mutate(
			{ view: current, state: storedOf(view.state, current.state, saved.today) },
			{ onSuccess: (v) => saved.clear(v.id), onError: (error) => onAsk({ kind: "failed", error }) },
		);
	useCommands([
		{ id: "view.save", title: "views.saveCommand", group: "view", when: () => current.can_edit, run: save },
		{ id: "view.reset", title: "views.resetCommand", group: "view", run: () => saved.clear(current.id) },
	]);
	return (
		<div className={styles.modified} role="group" aria-label={t("views.modified")}>
			<span className={styles.word}>{t("views.modified")}</span>
			{current.can_edit && (
				<Button small kind="quiet" onPress={save} isPending={writes.change.isPending}>
					{t(into && configures ? "aside.into" : "views.save")}
				</Button>
			)}
			{current.can_edit && configures && !into && <AsideMenu quiet onSave={save} />}
			<Button small kind="quiet" onPress={() => onAsk({ kind: "saveAs" })}>
				{t("views.saveAs")}
			</Button>
			<Button small kind="quiet" onPress={() => saved.clear(current.id)}>
				{t("views.reset")}
			</Button>
		</div>
	);
}

// Gone says that a view was deleted, and takes it back for a while.
export function Gone({ view, onUndo, onEnd }: { view: SavedView; onUndo: () => void; onEnd: () => void }) {
	const { t, lang } = useLang();
	const said = t("views.deleted", { name: pick(view.label, lang) });
	useEffect(() => {
		announce(said);
		const timer = setTimeout(onEnd, 12_000);
		return () => clearTimeout(timer);
	}, [said, onEnd]);
	return (
		<div className={styles.modified}>
			<span className={styles.word}>{said}</span>
			<Button
				small
				kind="quiet"
				onPress={() => {
					onUndo();
					onEnd();
				}}
			>
				{t("views.undo")}
			</Button>
		</div>
	);
}

// Warnings say what of a view cannot be shown.
export function Warnings({ saved }: { saved: Saved }) {
	const { t } = useLang();
	const { current, missing } = saved;
	if (missing) return <Banner tone="warn">{t("views.missing")}</Banner>;
	if (current?.broken.length) return <Banner tone="warn">{t("views.broken")}</Banner>;
	if (current?.left_out) return <Banner>{t("views.leftOut")}</Banner>;
	if (!current?.lost.length) return null;
	return <Banner>{t("views.lost", { count: current.lost.length, names: current.lost.join(", ") })}</Banner>;
}
