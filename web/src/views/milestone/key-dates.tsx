import { useMemo, useRef, useState } from "react";
import type { Id } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { type Milestone, useKeyDatesOf, useWriteKeyDates } from "../../data/milestones";
import { useFieldContext } from "../../fields/use-context";
import { dayFromISO } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Loaded } from "../../ui/states";
import { tellError } from "../../ui/toast-store";
import { ListGrid } from "../grid/list-grid";
import { columnsFor } from "./columns";
import styles from "./key-dates.module.css";
import { dueOf } from "./words";

type Props = { project: Id; canEdit: boolean; asOf?: string; compareTo?: string };

const shown = ["name", "date", "due", "drift", "type", "status", "baseline", "contractual", "comment"];
const narrower: Record<string, number> = { name: 190, due: 172, drift: 140, type: 130 };
const blank = "new";

// KeyDates is the key dates of a project, on its page: edited in place, a new one
// typed into the last line.
export function KeyDates({ project, canEdit, asOf = "", compareTo = "" }: Props) {
	const { t } = useLang();
	const dates = useKeyDatesOf(project, asOf, compareTo);
	return (
		<section className={styles.section} aria-labelledby="key-dates">
			<h2 id="key-dates" className={styles.heading}>
				{t("milestone.title")}
				{dates.data && <span className={styles.count}>{dates.data.total || ""}</span>}
			</h2>
			<Loaded query={dates} lines={3}>
				{(list) => <Lines key={project} project={project} canEdit={canEdit} rows={list.items} asOf={list.as_of} />}
			</Loaded>
		</section>
	);
}

type LinesProps = { project: Id; canEdit: boolean; rows: Milestone[]; asOf: string };

function Lines({ project, canEdit, rows, asOf }: LinesProps) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const attributes = useAttributes("milestone").data;
	const write = useWriteKeyDates();
	const { line, typed, change } = useBlankLine(project);
	const today = dayFromISO(asOf) || context.today;
	const columns = useMemo(() => {
		const all = columnsFor({ t, lang, today, attributes: attributes ?? [] });
		return shown
			.flatMap((key) => all[key] ?? [])
			.map((c) => ({ ...c, sortable: false, width: narrower[c.key] ?? c.width }));
	}, [t, lang, today, attributes]);
	const lines = useMemo(() => (canEdit ? [...rows, line] : rows), [rows, line, canEdit]);
	if (!canEdit && rows.length === 0) return <p className={styles.note}>{t("milestone.none")}</p>;
	return (
		<div className={styles.list}>
			<ListGrid
				fit
				label={t("milestone.title")}
				columns={columns}
				rows={lines}
				rowClass={(m) => toneOf(m, today, t)}
				onEdit={
					canEdit ? (m, key, value) => (m.id === blank ? change(key, value) : write.save(m, key, value)) : undefined
				}
				menu={(m) =>
					m.id === blank || !canEdit
						? []
						: [
								{
									id: "row",
									title: m.name ?? "",
									entries: [
										{
											id: "delete",
											name: t("milestone.delete"),
											icon: "trash",
											danger: true,
											run: () => void write.remove(m).catch((e) => tellError(e)),
										},
									],
								},
							]
				}
			/>
			{canEdit && <p className={styles.note}>{typed ? t("milestone.add.name") : t("milestone.add.hint")}</p>}
		</div>
	);
}

function toneOf(m: Milestone, today: number, t: Parameters<typeof dueOf>[2]): string | undefined {
	if (m.id === blank) return styles.blank;
	return dueOf(m, today, t)?.tone === "late" ? styles.late : undefined;
}

const nothing: Milestone = {
	id: blank,
	version: 0,
	project: null,
	name: null,
	type: null,
	date: null,
	baseline: null,
	drift: null,
	status: null,
	done_on: null,
	late: null,
	contractual: null,
	comment: null,
	can_edit: true,
};

// useBlankLine is the last, empty line: what is typed waits for a name, with which
// the key date is made. Undoing that deletes it again.
function useBlankLine(project: Id) {
	const write = useWriteKeyDates();
	const [typed, setTyped] = useState<Record<string, unknown>>({});
	const waiting = useRef(typed);
	const made = useRef<Milestone | null>(null);
	const put = (values: Record<string, unknown>) => {
		waiting.current = values;
		setTyped(values);
	};
	const change = async (key: string, value: unknown) => {
		if (key === "name" && (value === null || value === "")) {
			const last = made.current;
			made.current = null;
			if (last) await write.remove(last);
			return;
		}
		const values = { ...waiting.current, [key]: value };
		if (!values.name) return put(values);
		made.current = await write.make(project, values);
		put({});
	};
	const line = useMemo(() => ({ ...nothing, ...typed }) as Milestone, [typed]);
	return { line, typed: Object.keys(typed).length > 0, change };
}
