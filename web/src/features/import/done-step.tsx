import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "../../data/query-keys";
import { isRecordKind, pathOf } from "../../data/registers";
import { dayFromISO, formatDay, formatInstant } from "../../format/day";
import { formatCount } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Banner } from "../../ui/banner";
import { Button, ButtonLink } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Progress } from "../../ui/progress";
import { Counts } from "./check-step";
import columnsStyles from "./columns.module.css";
import endStyles from "./end.module.css";
import styles from "./import.module.css";
import { useImports, useObject } from "./queries";
import { SaveMapping } from "./save-mapping";
import { ControlTotals } from "./totals";
import type { Import, ImportLine } from "./types";
import { UndoDialog, UndoEffects } from "./undo";
import type { StepProps } from "./wizard";

// DoneStep follows the writing, then says what happened and where to go.
export function DoneStep({ i, go }: StepProps) {
	if (i.state === "applied") return <Applied i={i} />;
	if (i.state === "undone") return <Undone i={i} go={go} />;
	return <Working i={i} />;
}

function Working({ i }: { i: Import }) {
	const t = useT();
	const state = i.state === "applying" ? "applying" : "undoing";
	return (
		<div className={endStyles.working}>
			<Progress
				label={t(`import.work.${state}`)}
				value={i.total > 0 ? i.done : undefined}
				max={i.total || 1}
				note={i.total > 0 ? t("import.work.done", { done: i.done, total: i.total }) : undefined}
			/>
			<p className={styles.quiet}>{t("import.work.leave")}</p>
		</div>
	);
}

function Applied({ i }: { i: Import }) {
	const t = useT();
	const [undo, setUndo] = useState(false);
	const previous = usePrevious(i);
	const kind = useObject(i.object);
	useFreshLists(i);
	const r = i.report;
	const date = formatDay(dayFromISO(i.as_of), "long");
	const place = placeOf(i);
	useEffect(() => announce(t("import.done.title")), [t]);
	return (
		<div className={endStyles.done}>
			<div className={endStyles.outcome}>
				<span className={endStyles.good}>
					<Icon name="check" size={20} />
				</span>
				<div>
					<p className={endStyles.big}>{t("import.done.title")}</p>
					<p className={styles.quiet}>
						{t("import.done.when", {
							dated: kind.dated ? "yes" : "no",
							date,
							at: formatInstant(i.applied ?? i.created),
							name: i.created_by?.name ?? "",
						})}
					</p>
				</div>
				<div className={endStyles.goOn}>
					<ButtonLink
						kind="primary"
						icon={i.object === "user" ? "users" : i.object === "unit" ? "unit" : "portfolio"}
						href={place}
					>
						{t("import.done.open", { object: i.object })}
					</ButtonLink>
					{previous && (
						<ButtonLink icon="history" href={`${place}?compare_to=${previous.as_of}`}>
							{t("import.done.compare", { date: formatDay(dayFromISO(previous.as_of), "medium") })}
						</ButtonLink>
					)}
				</div>
			</div>
			{r && <Counts r={r} />}
			<ControlTotals i={i} />
			<section className={endStyles.after}>
				<SaveMapping i={i} />
				<div className={endStyles.undo}>
					<h3 className={styles.heading}>{t("import.undo.heading")}</h3>
					<UndoEffects line={i} />
					<Button icon="history" onPress={() => setUndo(true)}>
						{t("import.undo.action")}
					</Button>
				</div>
			</section>
			{undo && <UndoDialog line={i} onClose={() => setUndo(false)} />}
		</div>
	);
}

function Undone({ i, go }: StepProps) {
	const t = useT();
	const kept = i.report?.kept ?? [];
	useFreshLists(i);
	return (
		<div className={endStyles.done}>
			<Banner tone="good" title={t("import.undone.title")}>
				{t("import.undone.text", { object: i.object })}
			</Banner>
			{kept.length > 0 && (
				<section>
					<h3 className={styles.heading}>{t("import.undone.kept", { count: kept.length })}</h3>
					<ul className={endStyles.kept}>
						{kept.map((k) => (
							<li key={k.project.id + k.attribute}>
								<strong>{k.project.name}</strong>
								<span className={styles.quiet}>{[k.attribute, k.reason].filter(Boolean).join(" · ")}</span>
							</li>
						))}
					</ul>
				</section>
			)}
			<div className={columnsStyles.buttons}>
				<Button kind="primary" onPress={() => go("columns")}>
					{t("import.undone.again")}
				</Button>
				<ButtonLink icon="import" href="/import">
					{t("import.new")}
				</ButtonLink>
			</div>
			{i.report && (
				<p className={styles.quiet}>
					{t("import.undone.was", { rows: formatCount(i.report.rows), date: formatDay(dayFromISO(i.as_of), "long") })}
				</p>
			)}
		</div>
	);
}

// placeOf is where what was imported is seen.
function placeOf(i: Import): string {
	if (i.object === "unit") return "/admin/units";
	if (i.object === "user") return "/admin/users";
	if (isRecordKind(i.object)) return pathOf(i.object);
	return `/portfolio/${i.portfolio?.id ?? ""}`.replace(/\/$/, "");
}

// usePrevious is the edition imported into the same portfolio before this one.
function usePrevious(i: Import): ImportLine | undefined {
	const imports = useImports();
	return (imports.data ?? [])
		.filter((p) => p.state === "applied" && i.portfolio && p.portfolio?.id === i.portfolio.id && p.as_of < i.as_of)
		.sort((a, b) => (a.as_of < b.as_of ? 1 : -1))[0];
}

// useFreshLists reads again what an import has changed elsewhere.
function useFreshLists(i: Import): void {
	const queries = useQueryClient();
	// biome-ignore lint/correctness/useExhaustiveDependencies: once for each state reached
	useEffect(() => {
		for (const key of [
			keys.projects,
			keys.portfolios,
			keys.fields,
			keys.units,
			keys.users,
			[...keys.imports, "list"],
		]) {
			void queries.invalidateQueries({ queryKey: key });
		}
	}, [queries, i.state]);
}
