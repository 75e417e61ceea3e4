import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { useAttributes } from "../../data/catalogue";
import { useToday } from "../../data/me";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import { useTitle } from "../../ui/page-title";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { compareOf, useAsOf, useSearch } from "../../url/use-search";
import { comparedWord } from "../../views/compare-word";
import { Board } from "./board";
import { ofOne, projectHref } from "./links";
import type { Summary } from "./model";
import { useSummary } from "./queries";
import { type Page, PageProvider } from "./reading";
import styles from "./summary.module.css";

const Arranging = lazy(() => import("./arranging").then((m) => ({ default: m.Arranging })));

// OnePage is how one project is, on a page: its figures, its weather, what comes,
// what stands in its way, what was decided.
export default function OnePage() {
	const { id = "" } = useParams({ strict: false }) as { id?: string };
	const t = useT();
	const asOf = useAsOf();
	const compareTo = compareOf(useSearch().compare_to);
	const reading = useMemo(() => ofOne(id, asOf, compareTo), [id, asOf, compareTo]);
	const read = useSummary(reading);
	const name = read.data?.portfolio.name ?? "";
	useTitle(t("nav.summary"), name);
	if (read.error && !read.data) {
		return <ErrorState level={1} error={read.error} onRetry={() => void read.refetch()} />;
	}
	if (!read.data) return <Skeleton lines={14} />;
	return <Shown key={id} summary={read.data} reading={reading} refreshing={read.isPlaceholderData} />;
}

type ShownProps = { summary: Summary; reading: Page["reading"]; refreshing: boolean };

function Shown({ summary, reading, refreshing }: ShownProps) {
	const t = useT();
	const now = useToday();
	const attributes = useAttributes().data ?? [];
	const [arranging, setArranging] = useState(false);
	const page: Page = useMemo(
		() => ({ reading, compared: summary.compare_to, today: dayFromISO(reading.asOf) || now, arranging }),
		[reading, summary.compare_to, now, arranging],
	);
	return (
		<PageProvider value={page}>
			<div className={styles.page} data-pending={refreshing || undefined} data-arranging={arranging || undefined}>
				<Head summary={summary} reading={reading} onArrange={() => setArranging(true)} />
				{summary.count === 0 ? (
					<EmptyState icon="project" title={t("summary.one.notThere")}>
						{t("summary.one.notThereText")}
					</EmptyState>
				) : arranging ? (
					<Suspense fallback={<Board blocks={summary.blocks} />}>
						<Arranging summary={summary} attributes={attributes} onEnd={() => setArranging(false)} />
					</Suspense>
				) : (
					<Board blocks={summary.blocks} />
				)}
			</div>
		</PageProvider>
	);
}

type HeadProps = { summary: Summary; reading: Page["reading"]; onArrange: () => void };

function Head({ summary, reading, onArrange }: HeadProps) {
	const t = useT();
	return (
		<header className={styles.head}>
			<div className={styles.words}>
				<div className={styles.name}>
					<h1 className={styles.h1}>{summary.portfolio.name}</h1>
				</div>
				<div className={styles.lead}>
					<span>{t("summary.one.lead", { date: formatDay(dayFromISO(summary.as_of), "long") })}</span>
					{reading.compareTo && <span className={styles.compared}>{comparedWord(reading.compareTo, t)}</span>}
				</div>
			</div>
			<div className={styles.actions} data-no-print>
				<ButtonLink kind="quiet" icon="project" href={projectHref(reading, reading.project)}>
					{t("gantt.page.project")}
				</ButtonLink>
				<ButtonLink kind="quiet" icon="calendar" href={`/project/${reading.project}/plan`}>
					{t("gantt.page.title")}
				</ButtonLink>
				<Button kind="quiet" icon="export" onPress={() => window.print()}>
					{t("project.print")}
				</Button>
				{summary.layout.can_edit && summary.count > 0 && (
					<Button kind="quiet" icon="blocks" onPress={onArrange}>
						{t("summary.arrange.action")}
					</Button>
				)}
			</div>
		</header>
	);
}
