import { useParams } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { useAttributes } from "../../data/catalogue";
import { useToday } from "../../data/me";
import { dayFromISO } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { useTitle } from "../../ui/page-title";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { compareOf, useAsOf, useSearch } from "../../url/use-search";
import { Board } from "./board";
import { Head } from "./head";
import type { Reading } from "./links";
import type { Summary } from "./model";
import { useSummary } from "./queries";
import { type Page, PageProvider } from "./reading";
import styles from "./summary.module.css";

const Arranging = lazy(() => import("./arranging").then((m) => ({ default: m.Arranging })));

// useReading is what the page is read with, as the address says it.
function useReading(): Reading {
	const { id } = useParams({ strict: false });
	const search = useSearch();
	const asOf = useAsOf();
	const compareTo = compareOf(search.compare_to);
	const filter = search.filter ?? "";
	const portfolio = id ?? "all";
	return useMemo(() => ({ portfolio, project: "", filter, asOf, compareTo }), [portfolio, filter, asOf, compareTo]);
}

// SummaryPage answers in a minute: how many, how much, how are they, what changed,
// what is asked of us.
export default function SummaryPage() {
	const t = useT();
	const reading = useReading();
	const read = useSummary(reading);
	useTitle(read.data && reading.portfolio !== "all" ? read.data.portfolio.name : t("nav.summary"));
	if (read.error && !read.data) {
		return <ErrorState level={1} error={read.error} onRetry={() => void read.refetch()} />;
	}
	if (!read.data) return <Waiting />;
	return <Shown key={reading.portfolio} summary={read.data} reading={reading} refreshing={read.isPlaceholderData} />;
}

function Waiting() {
	const t = useT();
	return (
		<div className={styles.page}>
			<div className={styles.head}>
				<h1 className={styles.h1}>{t("nav.summary")}</h1>
			</div>
			<Skeleton lines={14} />
		</div>
	);
}

type ShownProps = { summary: Summary; reading: Reading; refreshing: boolean };

function Shown({ summary, reading, refreshing }: ShownProps) {
	const t = useT();
	const now = useToday();
	const attributes = useAttributes().data ?? [];
	const [arranging, setArranging] = useState(false);
	const page: Page = useMemo(
		() => ({ reading, compared: summary.compare_to, today: dayFromISO(reading.asOf) || now, arranging }),
		[reading, summary.compare_to, now, arranging],
	);
	const empty = summary.count === 0 && !summary.compare_to;
	return (
		<PageProvider value={page}>
			<div className={styles.page} data-pending={refreshing || undefined} data-arranging={arranging || undefined}>
				<Head summary={summary} reading={reading} attributes={attributes} onArrange={() => setArranging(true)} />
				{empty ? (
					<EmptyState icon="portfolio" title={t(reading.filter ? "summary.emptyFilter" : "summary.empty")}>
						{t("summary.emptyText")}
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
