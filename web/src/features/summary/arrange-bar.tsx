import { type ReactNode, useEffect } from "react";
import { useT } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Menu, type MenuEntry } from "../../ui/menu";
import { useLeave } from "../../ui/use-leave";
import { useNarrow } from "../../ui/use-narrow";
import type { Tools } from "./canvas";
import type { LayoutHead, Scope } from "./model";
import styles from "./summary.module.css";

type Props = {
	tools: Tools;
	layout: LayoutHead;
	// one: of a project, not of a portfolio
	one: boolean;
	isPending: boolean;
	onSave: (scope: Scope) => void;
	onReset: (scope: Scope) => void;
	onEnd: () => void;
};

// ArrangeBar says whose arrangement is seen, and keeps it for oneself or for all.
export function ArrangeBar(props: Props) {
	const t = useT();
	const { layout, tools } = props;
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
		<ToolBar
			tools={tools}
			says={t(`summary.scope.${layout.scope === "built-in" ? "usual" : layout.scope}`)}
			save={t("summary.arrange.save")}
			isPending={props.isPending}
			onSave={() => props.onSave("mine")}
			onEnd={props.onEnd}
		>
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
		</ToolBar>
	);
}

type ToolBarProps = {
	tools: Tools;
	says: string;
	save: string;
	isPending?: boolean;
	children?: ReactNode;
	onSave: () => void;
	onEnd: () => void;
};

// ToolBar turns back and forth what was arranged, adds blocks, keeps it or leaves it.
export function ToolBar({ tools, says, save, isPending = false, children, onSave, onEnd }: ToolBarProps) {
	const t = useT();
	const narrow = useNarrow();
	const { typed, leave, question } = useLeave(t("summary.arrange.leaveText"), {
		title: t("summary.arrange.leave"),
		action: t("summary.arrange.discard"),
	});
	const unsaved = tools.changed && !isPending;
	useEffect(() => typed(unsaved), [typed, unsaved]);
	const add = t("summary.arrange.add");
	return (
		<div className={styles.bar} role="toolbar" aria-label={t("summary.arrange.action")}>
			<p>{says}</p>
			<IconButton
				icon="undo"
				label={t("portfolio.undo.title")}
				keys="Ctrl+Z"
				isDisabled={!tools.canUndo}
				onPress={tools.onUndo}
			/>
			<IconButton
				icon="redo"
				label={t("portfolio.undo.redo")}
				keys="Ctrl+Shift+Z"
				isDisabled={!tools.canRedo}
				onPress={tools.onRedo}
			/>
			{narrow ? (
				<IconButton icon="plus" label={add} onPress={tools.onAdd} />
			) : (
				<Button icon="plus" onPress={tools.onAdd}>
					{add}
				</Button>
			)}
			{children}
			{narrow ? (
				<IconButton icon="close" label={t("summary.arrange.discard")} onPress={() => leave(onEnd)} />
			) : (
				<Button onPress={() => leave(onEnd)}>{t("summary.arrange.discard")}</Button>
			)}
			<Button kind="primary" isPending={isPending} isDisabled={!tools.changed} onPress={onSave}>
				{save}
			</Button>
			{question}
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
