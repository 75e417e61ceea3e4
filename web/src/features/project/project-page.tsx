import { useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { useNews } from "../../data/conversation";
import { type Fit, seenOf, shownBy, unveiled, useFit } from "../../data/forms";
import { useCan } from "../../data/me";
import { type Project, useProject } from "../../data/projects";
import { recordKinds } from "../../data/registers";
import { useFieldContext } from "../../fields/use-context";
import { dayFromISO, formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { useTitle } from "../../ui/page-title";
import { ErrorState, Skeleton } from "../../ui/states";
import { compareOf, useAsOf, useParam } from "../../url/use-search";
import { sinceWord } from "../../views/compare-word";
import { Attachments } from "../../views/record/attachments";
import { Comments } from "../../views/record/comments";
import { HistoryDrawer } from "../../views/record/history";
import { KeyFigures } from "../../views/record/key-figures";
import { MergeDialog } from "../../views/record/merge";
import { NewsLine } from "../../views/record/news";
import { RecordSections } from "../../views/record/record";
import { RevertDialog } from "../../views/record/revert";
import { Unsent } from "../../views/record/unsent";
import { useEdits } from "../../views/record/use-edits";
import { RecordsOf } from "../../views/register/section";
import { Actions } from "./actions";
import { Children } from "./children";
import { Header } from "./header";
import { Links } from "./links";
import { Months } from "./months";
import { Path } from "./path";
import styles from "./project.module.css";

const WhoSees = lazy(() => import("../rights/who-sees"));

// ProjectPage shows everything of one project, at any date.
export default function ProjectPage() {
	const { id = "" } = useParams({ strict: false }) as { id?: string };
	const asOf = useAsOf();
	const [compare] = useParam("compare_to");
	const compareTo = compareOf(compare);
	const attributes = useAttributes();
	const project = useProject(id, asOf, compareTo);
	const form = useFit(id, asOf, seenOf(project.data, attributes.data));
	useTitle(String(project.data?.name ?? ""));
	const error = project.error ?? attributes.error;
	if (error && !project.data) {
		return (
			<>
				<ErrorState
					level={1}
					error={error}
					onRetry={() => {
						void project.refetch();
						void attributes.refetch();
					}}
				/>
				<Unsent project={id} />
			</>
		);
	}
	if (!project.data || !attributes.data || form.isPending) return <Skeleton lines={16} />;
	return (
		<Content
			key={id}
			project={project.data}
			attributes={attributes.data}
			fit={form.data}
			asOf={asOf}
			compareTo={compareTo}
		/>
	);
}

type Props = { project: Project; attributes: Attribute[]; fit: Fit | undefined; asOf: string; compareTo: string };
type Opened = "history" | "revert" | "merge" | "who" | "template" | null;

const ApplyDialog = lazy(() => import("../../views/template/apply-dialog").then((m) => ({ default: m.ApplyDialog })));

function Content({ project, attributes, fit, asOf, compareTo }: Props) {
	const { t } = useLang();
	const row = useEdits(project);
	const navigate = useNavigate();
	const currency = typeof row.currency === "string" ? row.currency : undefined;
	const context = useFieldContext(currency);
	const [attribute, setAttribute] = useState("");
	const [opened, setOpened] = useState<Opened>(null);
	const present = !asOf && !compareTo;
	const canEdit = present && project.state === "active" && project.can_edit === true;
	const { fresh, line } = useFresh(project.id, attributes, present, () => openHistory(""));
	const openHistory = (key: string) => {
		setAttribute(key);
		setOpened("history");
	};
	const about = { project: project.id, readOnly: !present };
	const shown = shownBy(fit, unveiled(row, attributes));
	const monthly = shown.some((a) => a.per_month);
	return (
		<article className={styles.page}>
			<Header
				{...{ project, row, attributes }}
				actions={
					<Actions
						{...{ project, asOf, compareTo }}
						onOpen={(what) => (what === "history" ? openHistory("") : setOpened(what))}
					/>
				}
			/>
			<Path {...{ project, row, attributes, canEdit }} />
			{compareTo && <Compared project={project} compareTo={compareTo} />}
			{line}
			<div className={styles.figures}>
				<KeyFigures row={project} attributes={shown} health={compareTo !== ""} />
			</div>
			<div className={styles.columns}>
				<div className={styles.main}>
					<RecordSections
						row={project}
						{...{ attributes, context, canEdit, fresh, fit }}
						roomy
						onHistory={openHistory}
					/>
					{recordKinds.map((kind) => (
						<RecordsOf key={kind} project={project.id} {...{ kind, canEdit, asOf, compareTo }} />
					))}
					{project.children && <Children id={project.id} of={project.children} attributes={attributes} asOf={asOf} />}
					<section className={styles.block} aria-labelledby="comments">
						<h2 id="comments" className={styles.heading}>
							{t("project.comments.title")}
						</h2>
						<Comments {...about} />
					</section>
				</div>
				<aside className={styles.side}>
					{monthly && <Months project={row} attributes={unveiled(row, attributes)} canEdit={canEdit} asOf={asOf} />}
					<Links project={row} canEdit={canEdit} />
					<section className={styles.block} aria-labelledby="files">
						<h2 id="files" className={styles.heading}>
							{t("project.files.title")}
						</h2>
						<Attachments {...about} />
					</section>
				</aside>
			</div>
			{opened === "history" && (
				<HistoryDrawer
					{...{ id: project.id, attribute, attributes, context }}
					row={canEdit ? row : undefined}
					onClose={() => setOpened(null)}
				/>
			)}
			{opened === "who" && (
				<Suspense>
					<WhoSees object={`project:${project.id}`} onClose={() => setOpened(null)} />
				</Suspense>
			)}
			{opened === "revert" && <RevertDialog {...{ row, attributes, context }} onClose={() => setOpened(null)} />}
			{opened === "template" && (
				<Suspense fallback={null}>
					<ApplyDialog project={row} onClose={() => setOpened(null)} />
				</Suspense>
			)}
			{opened === "merge" && (
				<MergeDialog
					keep={project.id}
					attributes={attributes}
					onClose={() => setOpened(null)}
					onMerged={(into) => void navigate({ href: `/project/${into}` })}
				/>
			)}
		</article>
	);
}

// useFresh is what others changed since the person last looked: the marks on the
// attributes and the line that sums them up, until they are said to be seen.
function useFresh(id: string, attributes: Attribute[], on: boolean, onHistory: () => void) {
	const news = useNews(id, on);
	const mayRead = useCan("history.read");
	const [seen, setSeen] = useState(false);
	const fresh = useMemo(() => new Set(seen ? [] : news.data?.changed), [seen, news.data]);
	const line = news.data && !seen && (
		<NewsLine
			news={news.data}
			attributes={attributes}
			onHistory={mayRead ? onHistory : undefined}
			onSeen={() => setSeen(true)}
		/>
	);
	return { fresh, line };
}

function Compared({ project, compareTo }: { project: Project; compareTo: string }) {
	const { t } = useLang();
	const count = Object.keys(project.was ?? {}).length;
	const day = dayFromISO(compareTo);
	const date = formatDay(day, "long");
	const key =
		project.diff === "added"
			? "project.compare.added"
			: project.diff === "removed"
				? "project.compare.removed"
				: "project.compare.changed";
	return (
		<div className={styles.banner}>
			<Banner>
				{day ? t(key, { date, count }) : `${sinceWord(compareTo, t)} · ${t("compare.values", { count })}`}
			</Banner>
		</div>
	);
}
