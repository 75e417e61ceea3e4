import { useNavigate } from "@tanstack/react-router";
import { type MouseEvent, useMemo, useState } from "react";
import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { type RecordKind, type RecordRow, useWriteRecords } from "../../data/registers";
import { useFieldContext } from "../../fields/use-context";
import { dayFromISO, formatMonth, monthFromISO } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { tellError } from "../../ui/toast-store";
import { useAsOf } from "../../url/use-search";
import { ListGrid } from "../../views/grid/list-grid";
import { addressOfHome, columnsFor, homeOf, ownColumns } from "../../views/register/columns";
import { latestOf, RecordDrawer } from "../../views/register/details";
import { type Group, specs } from "../../views/register/kinds";
import { isPressing } from "../../views/register/words";
import { Bulk } from "./bulk";
import { Nothing } from "./nothing";
import styles from "./register.module.css";
import type { Asking } from "./use-asked";

type Props = { kind: RecordKind; asking: Asking; rows: RecordRow[]; asOf: string };

// RegisterList is a register in the grid: sorted, grouped, edited in place, one or
// many at once.
export function RegisterList({ kind, asking, rows, asOf }: Props) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const present = !useAsOf();
	const attributes = useAttributes(kind).data;
	const write = useWriteRecords(kind);
	const go = useGo();
	const { group, list } = asking;
	const [chosen, setChosen] = useState<RecordRow[]>([]);
	const [open, setOpen] = useState<RecordRow | null>(null);
	const today = dayFromISO(asOf) || context.today;
	const columns = useMemo(() => {
		const all = columnsFor({ kind, t, lang, today, attributes: attributes ?? [] });
		return [...specs[kind].page.flatMap((key) => all[key] ?? []), ...ownColumns(all, attributes ?? [])];
	}, [kind, t, lang, today, attributes]);
	const groups = useGroups(kind, group, attributes ?? []);
	const menu = (m: RecordRow) => [
		{
			id: "row",
			title: `${homeOf(m)} · ${m.name ?? ""}`,
			entries: [
				{
					id: "open",
					name: t(m.project ? "register.open" : "register.openPortfolio"),
					icon: "project" as const,
					run: () => go.open(m),
				},
				{ id: "details", name: t("register.details"), icon: "history" as const, run: () => setOpen(m) },
				...(present && m.can_edit
					? [
							{
								id: "delete",
								name: t("register.delete"),
								icon: "trash" as const,
								danger: true,
								run: () => void write.remove(m).catch((e) => tellError(e)),
							},
						]
					: []),
			],
		},
	];
	return (
		<div className={styles.grid} onClickCapture={go.follow}>
			<ListGrid
				key={group}
				label={t(`register.${kind}.title`)}
				layout={list.layout}
				columns={columns}
				rows={rows}
				groups={groups}
				onOpen={go.open}
				onEdit={present ? write.save : undefined}
				onSelect={setChosen}
				rowClass={(m) => (isPressing(kind, m, today, t) ? styles.late : undefined)}
				menu={menu}
				empty={<Nothing kind={kind} asking={asking} />}
			/>
			{present && chosen.length > 1 && (
				<Bulk kind={kind} rows={chosen} attributes={attributes ?? []} onDone={() => setChosen([])} />
			)}
			{open && (
				<RecordDrawer
					kind={kind}
					row={latestOf(rows, open)}
					attributes={attributes ?? []}
					onClose={() => setOpen(null)}
				/>
			)}
		</div>
	);
}

// useGroups is under which name each row stands.
function useGroups(kind: RecordKind, group: Group, attributes: readonly Attribute[]) {
	const { t, lang } = useLang();
	return useMemo(() => {
		const { by, date } = specs[kind];
		const choices = attributes.find((a) => a.key === by)?.choices ?? [];
		const of: Partial<Record<Group, (m: RecordRow) => string>> = {
			month: (m) => {
				const on = m[date];
				return (
					(typeof on === "string" && formatMonth(monthFromISO(on.slice(0, 7)), "month-long")) || t("register.noDate")
				);
			},
			project: homeOf,
			owner: (m) => (m.owner as { name?: string } | null)?.name ?? t("register.nobody"),
			list: (m) => {
				const choice = choices.find((c) => c.key === m[by]);
				return choice ? pick(choice.label, lang) : t(`register.${kind}.without`);
			},
		};
		const named = of[group];
		return named && [named];
	}, [kind, group, attributes, t, lang]);
}

// useGo opens what a record belongs to; its link is followed without loading the
// page anew.
function useGo() {
	const navigate = useNavigate();
	return useMemo(
		() => ({
			open: (m: RecordRow) => {
				const to = addressOfHome(m);
				if (to) void navigate({ to: to as never });
			},
			follow: (event: MouseEvent) => {
				const link = event.target instanceof Element && event.target.closest("a.cell-link");
				const to = link ? link.getAttribute("href") : null;
				if (!to || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
				event.preventDefault();
				event.stopPropagation();
				void navigate({ to: to as never });
			},
		}),
		[navigate],
	);
}
