import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { useCalendars } from "../../data/calendars";
import { useCan, useToday } from "../../data/me";
import type { Milestone } from "../../data/milestones";
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
import { Menu, type MenuGroup } from "../../ui/menu";
import { PageFrame } from "../../ui/page";
import { Split } from "../../ui/split";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { Gantt } from "../../views/gantt/gantt";
import type { PlanItem } from "../../views/gantt/items";
import type { Step } from "../../views/gantt/plan-keys";
import { useBased } from "./baselines/use-based";
import { planColumns } from "./columns";
import styles from "./plan.module.css";
import { calendarsOf, idsOf, itemsOf, type KeyDates, linksOf, networkOf, yearsOf } from "./read";
import { PlanTemplates } from "./templates";
import { usePlanDesk } from "./use-plan-desk";

const FeedDialog = lazy(() => import("../../views/feed/feed-dialog").then((m) => ({ default: m.FeedDialog })));
const Why = lazy(() => import("./why").then((m) => ({ default: m.Why })));
const ItemPanel = lazy(() => import("./item-panel").then((m) => ({ default: m.ItemPanel })));
const Settings = lazy(() => import("./settings").then((m) => ({ default: m.Settings })));

// PlanPage is the plan of one project: what is to be done, when, and what depends on what.
export default function PlanPage() {
	const { id = "" } = useParams({ strict: false }) as { id?: string };
	const { t } = useLang();
	const project = useProject(id);
	const plan = usePlan(id);
	const name = String(project.data?.name ?? "");
	const error = project.error ?? plan.error;
	if (error && !plan.data) return <ErrorState level={1} error={error} onRetry={() => void plan.refetch()} />;
	const finish = dayFromISO(plan.data?.finish?.slice(0, 10));
	const lead = plan.data?.items?.length ? t("gantt.page.lead", { project: name, finish: formatDay(finish) }) : name;
	return (
		<div className={styles.page}>
			<PageFrame
				title={t("gantt.page.title")}
				of={name}
				lead={lead}
				actions={
					<>
						{plan.data?.can_edit && (
							<ButtonLink kind="quiet" icon="upload" href={`/project/${id}/plan/import`}>
								{t("gantt.page.import")}
							</ButtonLink>
						)}
						<ButtonLink kind="quiet" icon="chart" href={`/project/${id}/plan/trend`}>
							{t("trend.title")}
						</ButtonLink>
						<ButtonLink kind="quiet" icon="project" href={`/project/${id}`}>
							{t("gantt.page.project")}
						</ButtonLink>
					</>
				}
			>
				{plan.data && project.data ? (
					<Content key={id} project={id} name={name} plan={plan.data} />
				) : (
					<Skeleton lines={14} />
				)}
			</PageFrame>
		</div>
	);
}

type Props = { project: string; name: string; plan: PlanShown };

const kinds = ["task", "milestone", "phase"] as const;
const named = { task: "Task", milestone: "Milestone", phase: "Phase" } as const;
const steps: readonly Step[] = ["up", "down", "in", "out"];
const stepNames = { up: "up", down: "down", in: "indent", out: "outdent" } as const;
const stepIcons = { up: "chevron-up", down: "chevron-down", in: "chevron-right", out: "chevron-left" } as const;

function Content({ project, name, plan }: Props) {
	const { t, lang } = useLang();
	const today = useToday();
	const dates = useKeyDates(project);
	const years = useCalendarYears(idsOf(plan), yearsOf(plan));
	const calendars = useMemo(() => calendarsOf(idsOf(plan), years), [plan, years]);
	const own = useMemo(() => itemsOf(plan, dates), [plan, dates]);
	const links = useMemo(() => linksOf(plan), [plan]);
	const known = useCalendars().data?.items;
	const columns = useMemo(
		() => planColumns(t, { day: plan.day_minutes, week: plan.week_minutes }, known ?? []),
		[t, plan.day_minutes, plan.week_minutes, known],
	);
	const network = useMemo(() => once(() => networkOf(plan, calendars)), [plan, calendars]);
	const desk = usePlanDesk(project, plan);
	const [active, setActive] = useState<PlanItem>();
	const { items, tools, dialogs } = useBased(project, plan, own, active);
	const [naming, setNaming] = useState("");
	const [removing, setRemoving] = useState<PlanItem | null>(null);
	const [why, setWhy] = useState<PlanItem | null>(null);
	const [open, setOpen] = useState("");
	const [setting, setSetting] = useState(false);
	const [feeding, setFeeding] = useState(false);
	const canEdit = plan.can_edit;
	const at = items.findIndex((i) => i.id === open);
	const line = plan.items?.[at];
	const beside = (step: number) => {
		const next = items[at + step];
		return next ? () => setOpen(next.id) : undefined;
	};
	const canExport = useCan("export.run");
	const add = (kind: (typeof kinds)[number], after: PlanItem | undefined) => {
		void desk.add(kind, t(`gantt.page.new${named[kind]}`), after).then(setNaming);
	};
	const adding = (after: PlanItem | undefined) =>
		kinds.map((kind) => ({ id: kind, name: t(`gantt.page.add${named[kind]}`), run: () => add(kind, after) }));
	const menu = (item: PlanItem): MenuGroup[] => {
		const read: MenuGroup = {
			id: "read",
			entries: [
				{ id: "details", name: t("gantt.page.details"), icon: "side-open", run: () => setOpen(item.id) },
				{ id: "why", name: t("gantt.page.reason"), icon: "help", run: () => setWhy(item) },
			],
		};
		if (!canEdit) return [read];
		return [
			read,
			{ id: "add", title: t("gantt.page.add"), entries: adding(item) },
			{
				id: "place",
				entries: steps.map((step) => ({
					id: step,
					name: t(`gantt.page.${stepNames[step]}`),
					icon: stepIcons[step],
					run: () => void desk.step(item, step),
				})),
			},
			{
				id: "end",
				entries: [
					{ id: "remove", name: t("gantt.page.remove"), icon: "trash", danger: true, run: () => setRemoving(item) },
				],
			},
		];
	};
	const empty = (
		<EmptyState
			icon="calendar"
			title={t("gantt.page.empty")}
			action={canEdit && <PlanTemplates {...{ project, name, plan }} kind="primary" />}
		>
			{t("gantt.page.emptyText")}
		</EmptyState>
	);
	const panel = line && (
		<ItemPanel
			key={line.id}
			{...{ plan, line }}
			onSave={(edit) => desk.save(edit, t("gantt.did.details", { name: line.name }))}
			onWhy={() => setWhy(items[at] ?? null)}
			onClose={() => setOpen("")}
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
	return (
		<Split panel={panel && <Suspense fallback={null}>{panel}</Suspense>}>
			<Gantt
				label={t("gantt.page.label", { project: name })}
				{...{ items, links, columns, network, today, canEdit, naming, menu, empty }}
				files={[...files, feed]}
				works={(day) => !calendar || calendar.between(day * perDay, (day + 1) * perDay) > 0}
				onActive={setActive}
				onOpen={(item) => setOpen(item.id)}
				onEdit={desk.cell}
				onStep={(item, step) => void desk.step(item, step)}
				onWish={async (item, wish) => {
					const n = network();
					if (n) await desk.wish(item, wish, n);
				}}
				tools={
					<>
						{canEdit && (
							<Menu label={t("gantt.page.add")} groups={[{ id: "add", entries: adding(active) }]}>
								<Button kind={items.length > 0 ? "primary" : "quiet"} icon="plus">
									{t("gantt.page.add")}
								</Button>
							</Menu>
						)}
						{canEdit && items.length > 0 && <PlanTemplates {...{ project, name, plan }} />}
						{tools}
						{canEdit && <IconButton icon="admin" label={t("gantt.settings.title")} onPress={() => setSetting(true)} />}
					</>
				}
			/>
			{dialogs}
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
