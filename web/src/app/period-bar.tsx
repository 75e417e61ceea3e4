import { useRouterState } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useToday } from "../data/me";
import { dayFromISO, formatDay, isoOfDay } from "../format/day";
import { useLang } from "../i18n/use-lang";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Popover } from "../ui/popover";
import { compareOf, useAsOf, useSearch, useSetSearch } from "../url/use-search";
import { compareWord, sinceWord } from "../views/compare-word";
import styles from "./period-bar.module.css";
import { periodName } from "./period-dates";

const PeriodChoice = lazy(() => import("./period-choice"));

// comparable are the places whose pages can be compared with another date.
const comparable = ["/summary", "/portfolio", "/project"];
const banded = ["/summary", "/project/"];

// PeriodPicker says at which date the screen is read and what it is compared with,
// and changes both.
export function PeriodPicker() {
	const { t } = useLang();
	const asOf = useAsOf();
	const today = useToday();
	const set = useSetSearch();
	const path = useRouterState({ select: (s) => s.location.pathname });
	const may = comparable.some((place) => path.startsWith(place));
	const compareTo = compareOf(useSearch().compare_to);
	const date = asOf ? formatDay(dayFromISO(asOf)) : t("period.today");
	const shown = may && compareTo ? t("compare.both", { date, name: compareWord(compareTo, t) }) : date;
	return (
		<Popover
			label={t("period.title")}
			trigger={
				<Button kind="quiet" icon="calendar" aria-label={t("period.button", { date: shown })}>
					<span className={styles.shown}>{shown}</span>
				</Button>
			}
		>
			{(close) => (
				<Suspense>
					<PeriodChoice
						asOf={dayFromISO(asOf)}
						today={today}
						onChoose={(day) => {
							set({ as_of: day && day !== today ? isoOfDay(day) : null });
							close();
						}}
						compareTo={compareTo}
						onCompare={
							may
								? (to) => {
										set({ compare_to: to || null });
										close();
									}
								: undefined
						}
					/>
				</Suspense>
			)}
		</Popover>
	);
}

// CompareBand says what the page is compared with, and ends it. The list of projects
// says it with its counts.
function CompareBand() {
	const { t } = useLang();
	const compareTo = compareOf(useSearch().compare_to);
	const set = useSetSearch();
	const path = useRouterState({ select: (s) => s.location.pathname });
	if (!compareTo || !banded.some((place) => path.startsWith(place))) return null;
	return (
		<div className={styles.band} role="status" data-compared>
			<Icon name="chevron-pair" />
			<span>{sinceWord(compareTo, t)}</span>
			<span aria-hidden="true">·</span>
			<button type="button" className={styles.back} onClick={() => set({ compare_to: null })}>
				{t("compare.stop")}
			</button>
		</div>
	);
}

// PeriodBand lies over the whole screen while it shows the past, or two dates.
export function PeriodBand() {
	return (
		<>
			<PastBand />
			<CompareBand />
		</>
	);
}

function PastBand() {
	const { t } = useLang();
	const asOf = useAsOf();
	const set = useSetSearch();
	if (!asOf) return null;
	return (
		<div className={styles.band} role="status">
			<Icon name="history" />
			<span>{t("period.retroactive", { date: periodName(dayFromISO(asOf)) })}</span>
			<span aria-hidden="true">·</span>
			<button type="button" className={styles.back} onClick={() => set({ as_of: null })}>
				{t("period.back")}
			</button>
		</div>
	);
}
