import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { dayFromISO, formatDay, formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Confirm } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import { Menu } from "../../ui/menu";
import { Pressable } from "../../ui/pressable";
import { type Column, Table } from "../../ui/table";
import { tellError } from "../../ui/toast-store";
import styles from "./import.module.css";
import { useObjects, useRemoveImport } from "./queries";
import startStyles from "./start.module.css";
import { StateBadge } from "./state-badge";
import type { ImportLine } from "./types";
import { UndoDialog } from "./undo";

// PastImports lists every file brought in: its state, its date, who, and what can
// still be taken back.
export function PastImports({ items }: { items: ImportLine[] }) {
	const t = useT();
	const navigate = useNavigate();
	const [undo, setUndo] = useState<ImportLine | null>(null);
	const [gone, setGone] = useState<ImportLine | null>(null);
	const objects = useObjects().data ?? [];
	const nameOf = (i: ImportLine) => (i.object === "project" ? "" : objects.find((o) => o.object === i.object)?.label);
	const columns: Column<ImportLine>[] = [
		{ id: "file", title: t("import.past.file"), cell: (i) => i.file.name },
		{
			id: "portfolio",
			title: t("import.past.portfolio"),
			cell: (i) => i.portfolio?.name ?? <span className={styles.quiet}>{nameOf(i)}</span>,
			wide: true,
		},
		{ id: "date", title: t("import.past.edition"), cell: (i) => formatDay(dayFromISO(i.as_of)) },
		{ id: "state", title: t("import.past.state"), cell: (i) => <StateBadge state={i.state} /> },
		{
			id: "by",
			title: t("import.past.by"),
			cell: (i) => (
				<span className={styles.quiet}>
					{t("import.past.byAt", {
						name: i.created_by?.name || t("import.past.command"),
						at: formatInstant(i.applied ?? i.created),
					})}
				</span>
			),
			wide: true,
		},
		{
			id: "more",
			title: t("import.past.actions"),
			width: "3rem",
			cell: (i) => <LineMenu line={i} onUndo={() => setUndo(i)} onRemove={() => setGone(i)} />,
		},
	];
	return (
		<>
			<Table
				label={t("import.past.title")}
				columns={columns}
				rows={items}
				keyOf={(i) => i.id}
				onOpen={(i) => void navigate({ to: `/import/${i.id}` })}
			/>
			{undo && <UndoDialog line={undo} onClose={() => setUndo(null)} />}
			{gone && <RemoveDialog line={gone} onClose={() => setGone(null)} />}
		</>
	);
}

function LineMenu({ line, onUndo, onRemove }: { line: ImportLine; onUndo: () => void; onRemove: () => void }) {
	const t = useT();
	const applied = line.state === "applied";
	const entries = [
		{ id: "open", name: t("import.past.open"), icon: "open" as const, href: `/import/${line.id}` },
		...(applied ? [{ id: "undo", name: t("import.undo.action"), icon: "history" as const, run: onUndo }] : []),
		...(applied
			? []
			: [{ id: "remove", name: t("action.delete"), icon: "trash" as const, danger: true, run: onRemove }]),
	];
	return (
		// The line opens on a click; its menu is not a click on the line.
		// biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the click to itself
		// biome-ignore lint/a11y/useKeyWithClickEvents: keys do not reach the line
		<span className={startStyles.more} onClick={(e) => e.stopPropagation()}>
			<Menu label={t("import.past.menu", { name: line.file.name })} groups={[{ id: "line", entries }]}>
				<Pressable className={startStyles.dots ?? ""} aria-label={t("import.past.menu", { name: line.file.name })}>
					<Icon name="more" />
				</Pressable>
			</Menu>
		</span>
	);
}

function RemoveDialog({ line, onClose }: { line: ImportLine; onClose: () => void }) {
	const t = useT();
	const remove = useRemoveImport();
	return (
		<Confirm
			isOpen
			onClose={onClose}
			title={t("import.past.remove", { name: line.file.name })}
			action={t("action.delete")}
			isPending={remove.isPending}
			onConfirm={() =>
				remove.mutate(line.id, {
					onError: (e) => tellError(e),
					onSettled: onClose,
				})
			}
		>
			<p>{t("import.past.removeText")}</p>
		</Confirm>
	);
}
