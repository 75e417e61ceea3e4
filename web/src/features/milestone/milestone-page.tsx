import { useNavigate } from "@tanstack/react-router";
import { type MouseEvent, useMemo } from "react";
import { useAttributes } from "../../data/catalogue";
import { useCan } from "../../data/me";
import { type Milestone, mostShown, useKeyDates, useWriteKeyDates } from "../../data/milestones";
import { useFieldContext } from "../../fields/use-context";
import { dayFromISO, formatMonth, monthFromISO } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { ButtonLink } from "../../ui/button";
import { PageFrame } from "../../ui/page";
import { Loaded } from "../../ui/states";
import { useNarrow } from "../../ui/use-narrow";
import { useAsOf } from "../../url/use-search";
import { ListGrid } from "../../views/grid/list-grid";
import { columnsFor } from "../../views/milestone/columns";
import { dueOf } from "../../views/milestone/words";
import { Export } from "./export";
import { Filters, Parts } from "./filters";
import styles from "./milestone.module.css";
import { Nothing } from "./nothing";
import { useAsked } from "./use-asked";

const shown = [
	"project",
	"name",
	"date",
	"due",
	"drift",
	"type",
	"baseline",
	"status",
	"contractual",
	"manager",
	"unit",
	"comment",
];

// handy is what comes first on a phone.
const handy = ["name", "due", "project", "date", "drift", "type", "status"];

// MilestonePage is every key date of the projects that a person sees: late, near,
// by month; edited in place, each leads to its project.
export default function MilestonePage() {
	const { t } = useLang();
	const { asked, group } = useAsked();
	const dates = useKeyDates(asked);
	const mayImport = useCan("import.run");
	return (
		<PageFrame
			title={t("milestone.title")}
			lead={t("milestone.lead")}
			actions={
				<>
					{mayImport && (
						<ButtonLink icon="import" href="/import/new?object=milestone">
							{t("milestone.import")}
						</ButtonLink>
					)}
					<Export asked={asked} />
				</>
			}
			tools={
				<div className={styles.tools}>
					<Parts counts={dates.data?.counts} />
					<Filters />
				</div>
			}
		>
			<Loaded query={dates} lines={12}>
				{(list) => (
					<div className={styles.list}>
						<List rows={list.items} asOf={list.as_of} group={group} />
						{list.total > list.items.length && (
							<p className={styles.more}>{t("milestone.more", { shown: mostShown, total: list.total })}</p>
						)}
					</div>
				)}
			</Loaded>
		</PageFrame>
	);
}

type ListProps = { rows: Milestone[]; asOf: string; group: string };

function List({ rows, asOf, group }: ListProps) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const present = !useAsOf();
	const attributes = useAttributes("milestone").data;
	const write = useWriteKeyDates();
	const go = useGo();
	const narrow = useNarrow();
	const today = dayFromISO(asOf) || context.today;
	const columns = useMemo(() => {
		const all = columnsFor({ t, lang, today, attributes: attributes ?? [] });
		if (narrow)
			return handy.flatMap((key) => all[key] ?? []).map((c) => ({ ...c, pinned: false, grow: false, width: 168 }));
		return shown.flatMap((key) => all[key] ?? []);
	}, [t, lang, today, attributes, narrow]);
	const groups = useMemo(() => {
		const types = attributes?.find((a) => a.key === "type")?.choices ?? [];
		const of: Record<string, (m: Milestone) => string> = {
			month: (m) => formatMonth(monthFromISO(m.date?.slice(0, 7)), "month-long") || t("milestone.noDate"),
			project: (m) => m.project?.name ?? "",
			type: (m) => {
				const type = types.find((c) => c.key === m.type);
				return type ? pick(type.label, lang) : t("milestone.noType");
			},
		};
		return of[group] && [of[group]];
	}, [group, attributes, t, lang]);
	return (
		<div className={styles.grid} onClickCapture={go.follow}>
			<ListGrid
				key={group}
				label={t("milestone.title")}
				columns={columns}
				rows={rows}
				groups={groups}
				onOpen={go.open}
				onEdit={present ? write.save : undefined}
				rowClass={(m) => (dueOf(m, today, t)?.tone === "late" ? styles.late : undefined)}
				menu={(m) => [
					{
						id: "row",
						title: `${m.project?.name ?? ""} · ${m.name ?? ""}`,
						entries: [{ id: "open", name: t("milestone.open"), icon: "project", run: () => go.open(m) }],
					},
				]}
				empty={<Nothing />}
			/>
		</div>
	);
}

// useGo opens the project of a key date; its link is followed without loading the
// page anew.
function useGo() {
	const navigate = useNavigate();
	return useMemo(
		() => ({
			open: (m: Milestone) => {
				if (m.project) void navigate({ to: `/project/${m.project.id}` as never });
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
