import { useMemo, useState } from "react";
import type { Id } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { type RecordKind, type RecordRow, useRecordsOf, useWriteRecords } from "../../data/registers";
import { useFieldContext } from "../../fields/use-context";
import { dayFromISO } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Loaded } from "../../ui/states";
import { tellError } from "../../ui/toast-store";
import { ListGrid } from "../grid/list-grid";
import { columnsFor, ownColumns } from "./columns";
import { latestOf, RecordDrawer } from "./details";
import { specs } from "./kinds";
import { NewLine } from "./new-line";
import styles from "./section.module.css";
import { useNewLines } from "./use-new-lines";
import { isPressing } from "./words";

type Props = { kind: RecordKind; project: Id; canEdit: boolean; asOf?: string; compareTo?: string };

const narrower: Record<string, number> = { name: 190, standing: 168, drift: 140, type: 130, response: 200, note: 180 };

// RecordsOf is one register of a project, on its page: edited in place, a new
// record typed into the last line.
export function RecordsOf({ kind, project, canEdit, asOf = "", compareTo = "" }: Props) {
	const { t } = useLang();
	const read = useRecordsOf(kind, project, asOf, compareTo);
	const { anchor } = specs[kind];
	return (
		<section className={styles.section} aria-labelledby={anchor}>
			<h2 id={anchor} className={styles.heading}>
				{t(`register.${kind}.title`)}
				{read.data && <span className={styles.count}>{read.data.total || ""}</span>}
			</h2>
			<Loaded query={read} lines={2}>
				{(list) => (
					<Lines key={project} kind={kind} project={project} canEdit={canEdit} rows={list.items} asOf={list.as_of} />
				)}
			</Loaded>
		</section>
	);
}

type LinesProps = { kind: RecordKind; project: Id; canEdit: boolean; rows: RecordRow[]; asOf: string };

function Lines({ kind, project, canEdit, rows, asOf }: LinesProps) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const attributes = useAttributes(kind).data;
	const write = useWriteRecords(kind);
	const lines = useNewLines(kind, project, rows);
	const [open, setOpen] = useState<RecordRow | null>(null);
	const [adding, setAdding] = useState(false);
	const today = dayFromISO(asOf) || context.today;
	const columns = useMemo(() => {
		const all = columnsFor({ kind, t, lang, today, attributes: attributes ?? [], project });
		return [...specs[kind].section.flatMap((key) => all[key] ?? []), ...ownColumns(all, attributes ?? [])].map((c) => ({
			...c,
			sortable: false,
			width: narrower[c.key] ?? c.width,
		}));
	}, [kind, t, lang, today, attributes, project]);
	if (!canEdit && rows.length === 0) return <p className={styles.note}>{t(`register.${kind}.none`)}</p>;
	const menu = (m: RecordRow) =>
		lines.isNew(m)
			? []
			: [
					{
						id: "row",
						title: m.name ?? "",
						entries: [
							{
								id: "details",
								name: t("register.details"),
								icon: "history" as const,
								run: () => setOpen(lines.recordOf(m)),
							},
							...(canEdit
								? [
										{
											id: "delete",
											name: t("register.delete"),
											icon: "trash" as const,
											danger: true,
											run: () => void write.remove(lines.recordOf(m)).catch((e) => tellError(e)),
										},
									]
								: []),
						],
					},
				];
	return (
		<div className={styles.list}>
			<ListGrid
				fit
				label={t(`register.${kind}.title`)}
				columns={columns}
				rows={canEdit ? lines.rows : rows}
				rowClass={(m) => (lines.isNew(m) ? styles.blank : isPressing(kind, m, today, t) ? styles.late : undefined)}
				onEdit={canEdit || rows.some((m) => m.can_tick) ? lines.change : undefined}
				menu={menu}
			/>
			{canEdit && (
				<p className={styles.note}>
					{lines.nameless ? t(`register.${kind}.add.name`) : t(`register.${kind}.add.hint`)}{" "}
					<Button kind="quiet" small onPress={() => setAdding(true)}>
						{t("register.addWhole")}
					</Button>
				</p>
			)}
			{adding && (
				<NewLine kind={kind} attributes={attributes ?? []} home={{ project }} onClose={() => setAdding(false)} />
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
