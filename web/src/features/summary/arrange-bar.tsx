import { useState } from "react";
import { useT } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { Menu, type MenuEntry } from "../../ui/menu";
import type { LayoutHead, Scope } from "./model";
import styles from "./summary.module.css";

type Props = {
	layout: LayoutHead;
	// one: of a project, not of a portfolio
	one: boolean;
	changed: boolean;
	canUndo: boolean;
	canRedo: boolean;
	isPending: boolean;
	onUndo: () => void;
	onRedo: () => void;
	onAdd: () => void;
	onSave: (scope: Scope) => void;
	onReset: (scope: Scope) => void;
	onEnd: () => void;
};

// ArrangeBar says whose arrangement is seen, and keeps it for oneself or for all.
export function ArrangeBar(props: Props) {
	const t = useT();
	const { layout, changed } = props;
	const [leaving, setLeaving] = useState(false);
	const others = layout.scopes.filter((s) => s !== "mine" && s !== "built-in");
	const keep: MenuEntry[] = others.map((s) => ({
		id: s,
		name: t(s === "instance" && props.one ? "summary.arrange.saveProjects" : keepNames[s]),
		run: () => props.onSave(s),
	}));
	const resets: MenuEntry[] = layout.scopes
		.filter((s) => s === layout.scope)
		.map((s) => ({ id: `reset-${s}`, name: t(resetNames[s]), icon: "history", run: () => props.onReset(s) }));
	return (
		<div className={styles.bar} role="toolbar" aria-label={t("summary.arrange.action")}>
			<p>{t(`summary.scope.${layout.scope === "built-in" ? "usual" : layout.scope}`)}</p>
			<IconButton
				icon="undo"
				label={t("portfolio.undo.title")}
				keys="Ctrl+Z"
				isDisabled={!props.canUndo}
				onPress={props.onUndo}
			/>
			<IconButton
				icon="redo"
				label={t("portfolio.undo.redo")}
				keys="Ctrl+Shift+Z"
				isDisabled={!props.canRedo}
				onPress={props.onRedo}
			/>
			<Button icon="plus" onPress={props.onAdd}>
				{t("summary.arrange.add")}
			</Button>
			{(keep.length > 0 || resets.length > 0) && (
				<Menu
					label={t("summary.arrange.more")}
					groups={[
						...(keep.length ? [{ id: "keep", entries: keep }] : []),
						...(resets.length ? [{ id: "reset", entries: resets }] : []),
					]}
				>
					<IconButton icon="more" label={t("summary.arrange.more")} />
				</Menu>
			)}
			<Button onPress={() => (changed ? setLeaving(true) : props.onEnd())}>{t("summary.arrange.discard")}</Button>
			<Button kind="primary" isPending={props.isPending} isDisabled={!changed} onPress={() => props.onSave("mine")}>
				{t("summary.arrange.save")}
			</Button>
			<Confirm
				title={t("summary.arrange.leave")}
				isOpen={leaving}
				onClose={() => setLeaving(false)}
				onConfirm={props.onEnd}
				action={t("summary.arrange.discard")}
			>
				<p>{t("summary.arrange.leaveText")}</p>
			</Confirm>
		</div>
	);
}

const keepNames = {
	mine: "summary.arrange.save",
	portfolio: "summary.arrange.savePortfolio",
	project: "summary.arrange.saveProject",
	variant: "summary.arrange.saveVariant",
	type: "summary.arrange.saveType",
	instance: "summary.arrange.saveAll",
	"built-in": "summary.arrange.save",
} as const;

const resetNames = {
	mine: "summary.arrange.resetMine",
	portfolio: "summary.arrange.resetPortfolio",
	project: "summary.arrange.resetProject",
	variant: "summary.arrange.resetVariant",
	type: "summary.arrange.resetType",
	instance: "summary.arrange.resetAll",
	"built-in": "summary.arrange.resetMine",
} as const;
