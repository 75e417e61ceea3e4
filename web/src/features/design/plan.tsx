import { useMemo, useState } from "react";
import { Calendar } from "../../engine/gantt/calendar";
import type { Network } from "../../engine/gantt/order";
import { type Activity, activity, type Link, microsoftProject, type Plan, perDay } from "../../engine/gantt/plan";
import { datesOf, scheduled } from "../../engine/gantt/schedule";
import { askedOf } from "../../engine/gantt/wish";
import { dayOf, isoOfDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Gantt } from "../../views/gantt/gantt";
import type { PlanItem } from "../../views/gantt/items";
import type { ListColumn } from "../../views/grid/list-column";
import styles from "./design.module.css";
import { Part } from "./part";

const shifts = [
	{ from: 540, to: 750 },
	{ from: 810, to: 1020 },
];
const calendar = new Calendar({ week: Array.from({ length: 7 }, (_, d) => (d < 5 ? shifts : [])) });
const today = dayOf(2026, 11, 23);
const at = (month: number, date: number) => dayOf(2026, month, date) * perDay + 540;
const ends = (year: number, month: number, date: number) => dayOf(year, month, date) * perDay + 1020;

// Each line: level, name in both languages, days (0 is a milestone, -1 a phase), what
// it waits for, progress, days by which its baseline lies before.
type Told = readonly [number, string, string, number, readonly number[], number, number];
const told: readonly Told[] = [
	[0, "Framing", "Cadrage", -1, [], 0, 0],
	[1, "Interviews", "Entretiens", 8, [], 100, 0],
	[1, "Requirements", "Expression des besoins", 12, [1], 100, 0],
	[1, "Steering committee", "Comité de pilotage", 0, [2], 100, 0],
	[0, "Build", "Réalisation", -1, [], 0, 0],
	[1, "Technical design", "Conception technique", 10, [3], 80, 5],
	[1, "Case management", "Gestion des dossiers", 35, [5], 40, 9],
	[1, "Interfaces", "Interfaces", 22, [5], 25, 0],
	[1, "Data migration", "Reprise des données", 28, [5], 10, 4],
	[1, "Version 1 ready", "Version 1 prête", 0, [6, 7, 8], 0, 9],
	[0, "Acceptance", "Recette", -1, [], 0, 0],
	[1, "Functional acceptance", "Recette fonctionnelle", 18, [9], 0, 9],
	[1, "Security audit", "Audit de sécurité", 10, [9], 0, 0],
	[1, "Corrections", "Corrections", 8, [11, 12], 0, 9],
	[0, "Go-live", "Mise en service", -1, [], 0, 0],
	[1, "Training", "Formation des agents", 15, [11], 0, 0],
	[1, "Go-live", "Ouverture du service", 0, [13, 15], 0, 9],
];

// asked is how many tasks the address asks for: the measure of large plans opens
// /design?design&tasks=5000 (web/bench).
const asked = Number(new URLSearchParams(location.search).get("tasks")) || 0;

// manyPlan is a plan of many tasks in phases of fifty, each waiting for one before it.
function manyPlan(count: number): Plan {
	const activities: Activity[] = [];
	const links: Link[] = [];
	let phase = -1;
	for (let i = 0; activities.length < count; i++) {
		if (i % 51 === 0) {
			phase = activities.length;
			activities.push(activity({ duration: 0 }));
			continue;
		}
		const to = activities.length;
		const duration = i % 17 === 0 ? 0 : ((i % 9) + 1) * 420;
		activities.push(activity({ parent: phase, duration, remaining: duration }));
		const from = to - 1 - (i % 40);
		if (from > 0 && activities[from]?.parent !== -1) links.push({ from, to, type: "FS", lagKind: "working", lag: 0 });
		if (links.length < count && i % 11 === 0 && from > 30 && activities[from - 29]?.parent !== -1) {
			links.push({ from: from - 29, to, type: "SS", lagKind: "working", lag: 0 });
		}
	}
	return { ...firstPlan(), activities, links };
}

function firstPlan(): Plan {
	let phase = -1;
	const activities = told.map(([level, , , days, , progress], i): Activity => {
		if (level === 0) phase = i;
		const duration = Math.max(0, days) * 420;
		const begun = progress > 0 && days >= 0;
		const remaining = Math.round(duration * (1 - progress / 100));
		return activity({ parent: level === 0 ? -1 : phase, duration, remaining: begun ? remaining : duration });
	});
	const last = activities[16];
	if (last) activities[16] = { ...last, deadline: ends(2027, 2, 26) };
	const links = told.flatMap(([, , , , waits], to): Link[] =>
		waits.map((from) => ({ from, to, type: "FS", lagKind: "working", lag: 0 })),
	);
	const start = at(9, 7);
	return {
		calendars: [calendar],
		activities,
		links,
		start,
		finish: 0,
		status: 0,
		calendar: 0,
		rules: microsoftProject,
	};
}

function computed(plan: Plan): Network | null {
	const n = scheduled(plan);
	return "cycle" in n ? null : n;
}

// PlanPart shows a plan that lives in the page alone: what is dragged is computed and kept
// until the page is left.
export function PlanPart() {
	const { lang } = useLang();
	const w = (en: string, fr: string) => (lang === "fr" ? fr : en);
	const [network, setNetwork] = useState(() => computed(asked ? manyPlan(asked) : firstPlan()));
	const [shown, setShown] = useState(asked === 0);
	const items = useMemo(() => (network ? itemsOf(network, lang === "fr") : []), [network, lang]);
	const links = useMemo(() => linksOf(network), [network]);
	const columns: ListColumn<PlanItem>[] = [
		{ key: "name", label: w("Name", "Nom"), width: 210, strong: true, sortable: false },
		{ key: "wbs", label: w("No.", "N°"), width: 64, sortable: false, wide: true },
		{ key: "start", label: w("Start", "Début"), kind: "date", width: 104, sortable: false, value: (i) => iso(i.start) },
		{
			key: "finish",
			label: w("Finish", "Fin"),
			kind: "date",
			width: 104,
			sortable: false,
			value: (i) => iso(i.finish - 1),
		},
		{ key: "progress", label: w("Progress", "Avancement"), kind: "percent", width: 110, sortable: false },
	];
	if (!shown) {
		return (
			<Part en="A plan" fr="Un plan">
				<Button onPress={() => setShown(true)}>{`${asked}`}</Button>
			</Part>
		);
	}
	return (
		<Part en="A plan" fr="Un plan">
			<div className={`${styles.framed} ${styles.planSample}`}>
				<Gantt
					label={w("Plan of the portal", "Plan du portail")}
					items={items}
					links={links}
					columns={columns}
					network={() => network}
					today={today}
					canEdit
					works={(day) => calendar.between(day * perDay, (day + 1) * perDay) > 0}
					onWish={async (_, wish) => {
						if (!network) return;
						const change = askedOf(network, wish);
						if (typeof change === "string") return;
						const activities = [...network.plan.activities];
						for (const { activity: i, to } of change.edits) activities[i] = to;
						setNetwork(computed({ ...network.plan, activities, links: change.links ?? network.plan.links }));
					}}
				/>
			</div>
		</Part>
	);
}

const linksOf = (network: Network | null) =>
	(network?.plan.links ?? []).map((l) => ({ from: String(l.from), to: String(l.to), type: l.type }));

const iso = (t: number) => isoOfDay(Math.floor(t / perDay));

const nothing: Told = [0, "", "", 0, [], 0, 0];
const someone = (phase: boolean, i: number, length: number): Told =>
	phase ? [0, `Phase ${i}`, `Phase ${i}`, -1, [], 0, i % 7] : [1, `Task ${i}`, `Tâche ${i}`, length, [], 0, i % 5];

function itemsOf(n: Network, french: boolean): PlanItem[] {
	let phase = 0;
	let within = 0;
	return n.items.map((item, i): PlanItem => {
		const [level, en, fr, days, , , before] = asked ? someone(item.phase, i, item.length) : (told[i] ?? nothing);
		if (level === 0) [phase, within] = [phase + 1, 0];
		else within++;
		const d = datesOf(n, item);
		const { duration, remaining, deadline } = item.activity;
		return {
			id: String(i),
			parent: item.parent ? String(item.parent.at) : null,
			at: i,
			wbs: level === 0 ? String(phase) : `${phase}.${within}`,
			name: french ? fr : en,
			kind: days < 0 ? "phase" : days === 0 ? "milestone" : "task",
			start: d.earlyStart,
			finish: d.earlyFinish,
			duration,
			progress: duration ? Math.round(100 - (100 * remaining) / duration) : (told[i]?.[5] ?? 0),
			critical: d.critical,
			totalFloat: d.totalFloat,
			freeFloat: d.freeFloat,
			waits: "",
			baseStart: before ? d.earlyStart - before * perDay : d.earlyStart,
			baseFinish: before ? d.earlyFinish - before * perDay : d.earlyFinish,
			deadline,
			pinned: false,
			contractual: i === 16,
			begun: false,
		};
	});
}
