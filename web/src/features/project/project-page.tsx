import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { type Project, useProject } from "../../data/projects";
import { useFieldContext } from "../../fields/use-context";
import { dayFromISO, formatDay } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { useTitle } from "../../ui/page-title";
import { ErrorState, Skeleton } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { useAsOf, useParam } from "../../url/use-search";
import { KeyDates } from "../../views/milestone/key-dates";
import { HistoryDrawer } from "../../views/record/history";
import { KeyFigures } from "../../views/record/key-figures";
import { RecordSections } from "../../views/record/record";
import { useEdits } from "../../views/record/use-edits";
import { Actions } from "./actions";
import { ChildrenTotals } from "./children";
import { Links } from "./links";
import { Months } from "./months";
import styles from "./project.module.css";

// ProjectPage shows everything of one project, at any date.
export default function ProjectPage() {
	const { id = "" } = useParams({ strict: false }) as { id?: string };
	const asOf = useAsOf();
	const [compare] = useParam("compare_to");
	const compareTo = dayFromISO(compare) ? compare : "";
	const attributes = useAttributes();
	const project = useProject(id, asOf, compareTo);
	useTitle(String(project.data?.name ?? ""));
	const error = project.error ?? attributes.error;
	if (error && !project.data) {
		return (
			<ErrorState
				level={1}
				error={error}
				onRetry={() => {
					void project.refetch();
					void attributes.refetch();
				}}
			/>
		);
	}
	if (!project.data || !attributes.data) return <Skeleton lines={16} />;
	return <Content key={id} project={project.data} attributes={attributes.data} asOf={asOf} compareTo={compareTo} />;
}

type Props = { project: Project; attributes: Attribute[]; asOf: string; compareTo: string };

function Content({ project, attributes, asOf, compareTo }: Props) {
	const { t, lang } = useLang();
	const row = useEdits(project);
	const currency = typeof row.currency === "string" ? row.currency : undefined;
	const context = useFieldContext(currency);
	const [history, setHistory] = useState<string | null>(null);
	const present = !asOf && !compareTo;
	const canEdit = present && project.state === "active" && project.can_edit === true;
	const stage = attributes.find((a) => a.key === "stage");
	const unit = row.unit as { name?: string } | null;
	const word = stage?.choices.find((c) => c.key === row.stage);
	return (
		<article className={styles.page}>
			<header className={styles.head}>
				<div className={styles.words}>
					<p className={styles.above}>
						{typeof row.code === "string" && <span className={styles.code}>{row.code}</span>}
						{unit?.name && <span>{unit.name}</span>}
						{word && <Badge tone="accent">{pick(word.label, lang)}</Badge>}
						{row.state !== "active" && <Badge tone="warn">{t(`project.state.${row.state}`)}</Badge>}
					</p>
					<h1 className={styles.title}>{String(row.name ?? "")}</h1>
				</div>
				<Actions project={project} asOf={asOf} compareTo={compareTo} onHistory={() => setHistory("")} />
			</header>
			{compareTo && <Compared project={project} compareTo={compareTo} />}
			<div className={styles.figures}>
				<KeyFigures row={project} attributes={attributes} />
			</div>
			<div className={styles.columns}>
				<div className={styles.main}>
					<RecordSections
						row={project}
						attributes={attributes}
						context={context}
						canEdit={canEdit}
						roomy
						onHistory={setHistory}
					/>
					<KeyDates project={project.id} canEdit={canEdit} asOf={asOf} compareTo={compareTo} />
				</div>
				<aside className={styles.side}>
					{project.children && <ChildrenTotals id={project.id} of={project.children} attributes={attributes} />}
					<Months project={row} attributes={attributes} canEdit={canEdit} asOf={asOf} />
					<Links project={row} canEdit={canEdit} />
				</aside>
			</div>
			{history !== null && (
				<HistoryDrawer
					id={project.id}
					attribute={history}
					attributes={attributes}
					context={context}
					onClose={() => setHistory(null)}
				/>
			)}
		</article>
	);
}

function Compared({ project, compareTo }: { project: Project; compareTo: string }) {
	const { t } = useLang();
	const count = Object.keys(project.was ?? {}).length;
	const date = formatDay(dayFromISO(compareTo), "long");
	const key =
		project.diff === "added"
			? "project.compare.added"
			: project.diff === "removed"
				? "project.compare.removed"
				: "project.compare.changed";
	return (
		<div className={styles.banner}>
			<Banner>{t(key, { date, count })}</Banner>
		</div>
	);
}
