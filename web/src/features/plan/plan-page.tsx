import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { useCalendars } from "../../data/calendars";
import { useCan, useToday } from "../../data/me";
import type { Milestone } from "../../data/milestones";
import { useSaving } from "../../data/plan-saving";
import { fetchPlan, planFormats } from "../../data/plan-transfer";
import { type PlanShown, useCalendarYears, usePlan } from "../../data/plans";
import { useProject } from "../../data/projects";
import { useRecordsOf } from "../../data/registers";
import type { Network } from "../../engine/gantt/order";
import { perDay } from "../../engine/gantt/plan";
import { dayFromISO, formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button, ButtonLink, IconButton } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { Menu, type MenuEntry, type MenuGroup } from "../../ui/menu";
import { PageFrame } from "../../ui/page";
import { Split } from "../../ui/split";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { useLeave } from "../../ui/use-leave";
import { useNarrow } from "../../ui/use-narrow";
import { Gantt } from "../../views/gantt/gantt";
import type { PlanItem } from "../../views/gantt/items";
import { useListLayout } from "../../views/grid/list-layout";
import { useBased } from "./baselines/use-based";
import { planColumns } from "./columns";
import { useOffered } from "./item-resources";
import { lineMenu } from "./line-menu";
import styles from "./plan.module.css";
import { PlanTable } from "./plan-table";
import { calendarsOf, idsOf, itemsOf, type KeyDates, linksOf, networkOf, yearsOf } from "./read";
import { useInsert } from "./use-insert";
import { usePlanDesk } from "./use-plan-desk";
import { usePlanAttributes, valueColumns } from "./values";

const FeedDialog = lazy(() => import("../../views/feed/feed-dialog").then((m) => ({ default: m.FeedDialog })));
const Why = lazy(() => import("./why").then((m) => ({ default: m.Why })));
const ItemPanel = lazy(() => import("./item-panel").then((m) => ({ default: m.ItemPanel })));
const Settings = lazy(() => import("./settings").then((m) => ({ default: m.Settings })));

// PlanPage is the plan of one project: what is to be done, when, and what depends on what.
export default function PlanPage() {
	const { id = "" } = useParams({ strict: false }) as { id?: string };
	const { t } = useLang();
	const narrow = useNarrow();
	const project = useProject(id);
	const plan = usePlan(id);
	const name = String(project.data?.name ?? "");
	const error = project.error ?? plan.error;
	if (error && !plan.data) return <ErrorState level={1} error={error} onRetry={() => void plan.refetch()} />;
	const finish = dayFromISO(plan.data?.finish?.slice(0, 10));
	const lead = plan.data?.items?.length ? t("gantt.page.lead", { project: name, finish: formatDay(finish) }) : name;
	const all = [
		{ id: "import", name: t("gantt.page.import"), icon: "upload", href: `/project/${id}/plan/import` },
		{ id: "trend", name: t("trend.title"), icon: "chart", href: `/project/${id}/plan/trend` },
		{ id: "project", name: t("gantt.page.project"), icon: "project", href: `/project/${id}` },
	] as const;
	const ways = all.filter((way) => way.id !== "import" || plan.data?.can_edit);
	return (
		<div className={styles.page}>
			<PageFrame
				title={t("gantt.page.title")}
				of={name}
				lead={
					<>
						{lead}
						<Saving project={id} />
					</>
				}
				actions={
					!narrow &&
					ways.map((way) => (
						<ButtonLink key={way.id} kind="quiet" icon={way.icon} href={way.href}>
							{way.name}
						</ButtonLink>
					))
				}
			>
				{plan.data && project.data ? (
					<Content key={id} project={id} name={name} plan={plan.data} ways={narrow ? ways : []} />
				) : (
					<Skeleton lines={14} />
				)}
			</PageFrame>
		</div>
	);
}

// Saving says that a change is on its way, where it takes long enough to be seen.
function Saving({ project }: { project: string }) {
	const { t } = useLang();
	const saving = useSaving(project);
	return (
		<span className={styles.saving} role="status">
			{saving && <span>{t("gantt.page.saving")}</span>}
		</span>
	);
}

type Props = {
	project: string;
	name: string;
	plan: PlanShown;
	// ways: the pages around it, where they stand in the menu of a phone
	ways: readonly MenuEntry[];
};

const kinds = ["task", "milestone", "phase"] as const;
const named = { task: "Task", milestone: "Milestone", phase: "Phase" } as const;

function Content({ project, name, plan, ways }: Props) {
	const { t, lang } = useLang();
	const today = useToday();
	const dates = useKeyDates(project);
	const years = useCalendarYears(idsOf(plan), yearsOf(plan));
	const calendars = useMemo(() => calendarsOf(idsOf(plan), years), [plan, years]);
	const own = useMemo(() => itemsOf(plan, dates), [plan, dates]);
	const links = useMemo(() => linksOf(plan), [plan]);
	const known = useCalendars().data?.items;
	const resources = useOffered();
	const attributes = usePlanAttributes(plan);
	const columns = useMemo(() => {
		const own = planColumns(t, { day: plan.day_minutes, week: plan.week_minutes }, known ?? [], resources);
		return own.toSpliced(
			own.findIndex((c) => c.key === "deadline"),
			0,
			...valueColumns(attributes, lang),
		);
	}, [t, lang, plan.day_minutes, plan.week_minutes, known, resources, attributes]);
	const network = useMemo(() => once(() => networkOf(plan, calendars)), [plan, calendars]);
	const desk = usePlanDesk(project, plan);
	const [active, setActive] = useState<PlanItem>();
	const { items, tools, acts, shift, dialogs } = useBased(project, plan, own, active);
	const insert = useInsert(project, name, plan);
	const layout = useListLayout("plan");
	const [naming, setNaming] = useState("");
	const [removing, setRemoving] = useState<PlanItem | null>(null);
	const [why, setWhy] = useState<PlanItem | null>(null);
	const [open, setOpen] = useState("");
	const { typed, leave, question } = useLeave(t("gantt.item.leaveText"));
	const show = (id: string) => (id === open ? undefined : leave(() => setOpen(id)));
	const [setting, setSetting] = useState(false);
	const [feeding, setFeeding] = useState(false);
	const canEdit = plan.can_edit;
	const at = items.findIndex((i) => i.id === open);
	const line = plan.items?.[at];
	const beside = (step: number) => {
		const next = items[at + step];
		return next ? () => show(next.id) : undefined;
	};
	const canExport = useCan("export.run");
	const add = (kind: (typeof kinds)[number], after: PlanItem | undefined) => {
		// its name is typed next: in the grid, or in its panel where there is no grid
		void desk.add(kind, t(`gantt.page.new${named[kind]}`), after).then(layout.table ? show : setNaming);
	};
	const adding = (after: PlanItem | undefined) =>
		kinds.map((kind) => ({ id: kind, name: t(`gantt.page.add${named[kind]}`), run: () => add(kind, after) }));
	const menu = (item: PlanItem): MenuGroup[] =>
		lineMenu(t, canEdit, {
			adding: adding(item),
			onOpen: () => show(item.id),
			onWhy: () => setWhy(item),
			onStep: (step) => void desk.step(item, step),
			onRemove: () => setRemoving(item),
		});
	const empty = (
		<EmptyState icon="calendar" title={t("gantt.page.empty")} action={canEdit && insert.button}>
			{t(canEdit ? "gantt.page.emptyText" : "gantt.page.emptyRead")}
		</EmptyState>
	);
	const panel = line && (
		<ItemPanel
			key={line.id}
			{...{ plan, line, attributes }}
			onSave={(edit) => desk.save(edit, t("gantt.did.details", { name: line.name }))}
			onTyped={typed}
			onWhy={() => setWhy(items[at] ?? null)}
			onCancel={() => setOpen("")}
			onClose={() => show("")}
			onNext={beside(1)}
			onPrevious={beside(-1)}
		/>
	);
	const [calendar] = calendars.list;
	const files = (canExport ? planFormats : []).map((format) => ({
		id: format,
		name: t(`gantt.out.${format}`),
		icon: "table" as const,
		run: () => fetchPlan(project, format, lang),
	}));
	const feed = { id: "feed", name: t("feed.entry"), icon: "calendar" as const, run: () => setFeeding(true) };
	const rules = { id: "rules", name: t("gantt.settings.title"), icon: "admin" as const, run: () => setSetting(true) };
	const shared = {
		label: t("gantt.page.label", { project: name }),
		items,
		columns,
		menu,
		empty,
		files: [...files, feed],
		display: {
			id: "display",
			title: t("views.display"),
			chosen: layout.table ? "table" : "gantt",
			entries: [
				{ id: "gantt", name: t("gantt.display"), run: () => layout.change({ table: false }) },
				{ id: "table", name: t("views.displayTable"), run: () => layout.change({ table: true }) },
			],
		},
		onEdit: canEdit ? desk.cell : undefined,
		onOpen: (item: PlanItem) => show(item.id),
		tools: canEdit && (
			<Menu
				label={t("gantt.page.add")}
				groups={[
					{ id: "add", entries: adding(active) },
					{ id: "template", entries: [insert.entry] },
				]}
			>
				<Button kind={items.length > 0 ? "primary" : "quiet"} icon="plus">
					{t("gantt.page.add")}
				</Button>
			</Menu>
		),
		wide: (
			<>
				{tools}
				{canEdit && <IconButton icon={rules.icon} label={rules.name} onPress={rules.run} />}
			</>
		),
		acts: [
			...acts,
			...(canEdit ? [{ id: "plan", entries: [...shift, rules] }] : []),
			...(ways.length > 0 ? [{ id: "ways", entries: [...ways] }] : []),
		],
	};
	return (
		<Split panel={panel && <Suspense fallback={null}>{panel}</Suspense>}>
			{layout.table ? (
				<PlanTable {...shared} layout={layout} />
			) : (
				<Gantt
					{...shared}
					{...{ links, network, today, canEdit, naming, layout }}
					works={(day) => !calendar || calendar.between(day * perDay, (day + 1) * perDay) > 0}
					onActive={setActive}
					onStep={(item, step) => void desk.step(item, step)}
					onWish={async (item, wish) => {
						const n = network();
						if (n) await desk.wish(item, wish, n);
					}}
				/>
			)}
			{dialogs}
			{insert.dialog}
			{question}
			<Confirm
				title={t("gantt.page.removeAsk", { name: removing?.name ?? "" })}
				isOpen={removing !== null}
				onClose={() => setRemoving(null)}
				action={t("gantt.page.remove")}
				onConfirm={() => {
					if (removing) void desk.remove(removing);
					setRemoving(null);
				}}
			>
				{t("gantt.page.removeText")}
			</Confirm>
			{feeding && (
				<Suspense fallback={null}>
					<FeedDialog kind="project" object={project} of={name} onClose={() => setFeeding(false)} />
				</Suspense>
			)}
			<Suspense fallback={null}>
				{setting && <Settings plan={plan} onSave={(edit) => desk.configure(edit)} onClose={() => setSetting(false)} />}
				{why && <Why project={project} item={why} onClose={() => setWhy(null)} />}
			</Suspense>
		</Split>
	);
}

// useKeyDates is what the key dates of a project say of its milestones.
function useKeyDates(project: string): KeyDates {
	const list = useRecordsOf("milestone", project, "", "");
	return useMemo(() => new Map((list.data?.items ?? []).map((m) => [m.id, m as Milestone] as const)), [list.data]);
}

// once computes something when it is first asked for.
function once(make: () => Network | null): () => Network | null {
	let made: { of: Network | null } | undefined;
	return () => {
		made ??= { of: make() };
		return made.of;
	};
}
