import { lazy, Suspense, useState } from "react";
import type { Attribute } from "../../api/types";
import { usePortfolios } from "../../data/projects";
import { useFieldContext } from "../../fields/use-context";
import { dayFromISO, formatDay } from "../../format/day";
import { formatCount } from "../../format/number";
import type { Translate } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Menu } from "../../ui/menu";
import { useSetSearch } from "../../url/use-search";
import { Filters } from "../../views/filter/filter-bar";
import { ReportMenu } from "../../views/report-menu";
import type { Reading } from "./links";
import type { Compared, Summary } from "./model";
import styles from "./summary.module.css";

const Subscribe = lazy(() => import("./subscribe").then((m) => ({ default: m.Subscribe })));

type Props = {
	summary: Summary;
	reading: Reading;
	attributes: readonly Attribute[];
	onArrange: () => void;
};

// Head says of what the page speaks, at which date and beside which, and holds what
// can be done with the whole of it.
export function Head({ summary, reading, attributes, onArrange }: Props) {
	const { t } = useLang();
	const [mailing, setMailing] = useState(false);
	const [filtering, setFiltering] = useState(false);
	const filtered = reading.filter !== "" || filtering;
	return (
		<>
			<header className={styles.head}>
				<div className={styles.words}>
					<div className={styles.name}>
						<h1 className={styles.h1}>{reading.portfolio === "all" ? t("portfolio.all") : summary.portfolio.name}</h1>
						<Switcher reading={reading} />
					</div>
					<Lead summary={summary} />
				</div>
				<div className={styles.actions} data-no-print>
					{!filtered && (
						<Button kind="quiet" icon="filter" onPress={() => setFiltering(true)}>
							{t("portfolio.filter.add")}
						</Button>
					)}
					<Button kind="quiet" icon="mail" onPress={() => setMailing(true)}>
						{t("summary.mail.action")}
					</Button>
					<Export reading={reading} />
					{summary.layout.can_edit && (
						<Button kind="quiet" icon="blocks" onPress={onArrange}>
							{t("summary.arrange.action")}
						</Button>
					)}
				</div>
			</header>
			{filtered && <Filtering reading={reading} attributes={attributes} />}
			{mailing && (
				<Suspense fallback={null}>
					<Subscribe portfolio={summary.portfolio} id={reading.portfolio} onClose={() => setMailing(false)} />
				</Suspense>
			)}
		</>
	);
}

function Lead({ summary }: { summary: Summary }) {
	const { t } = useLang();
	const { compare_to: compared } = summary;
	return (
		<div className={styles.lead}>
			<span>{t("summary.lead", { count: summary.count, date: formatDay(dayFromISO(summary.as_of), "long") })}</span>
			{compared && <span className={styles.compared}>{comparedText(compared, t)}</span>}
			{summary.partial && (
				<span className={styles.partial} title={t("summary.partialWhy")}>
					<Icon name="info" size={13} />
					{t("summary.partial")}
				</span>
			)}
		</div>
	);
}

function comparedText({ kind, date }: Compared, t: Translate): string {
	if (kind === "baseline" || !date) return t("compare.withBaseline");
	return t(kind === "review" ? "compare.withReview" : "compare.withDate", {
		date: formatDay(dayFromISO(date), "long"),
	});
}

function Switcher({ reading }: { reading: Reading }) {
	const { t } = useLang();
	const portfolios = usePortfolios().data ?? [];
	if (!portfolios.length) return null;
	const rest = { as_of: reading.asOf, compare_to: reading.compareTo };
	const search = new URLSearchParams(Object.entries(rest).filter(([, v]) => v)).toString();
	const at = (path: string) => path + (search ? `?${search}` : "");
	const groups = [
		{
			id: "portfolios",
			title: t("portfolio.manage.list"),
			chosen: reading.portfolio,
			entries: [
				{ id: "all", name: t("portfolio.all"), href: at("/summary") },
				...portfolios.map((p) => ({
					id: p.id,
					name: p.name,
					href: at(`/summary/${p.id}`),
					detail: p.count < 0 ? "" : formatCount(p.count),
				})),
			],
		},
	];
	return (
		<span data-no-print>
			<Menu label={t("portfolio.manage.list")} groups={groups}>
				<IconButton icon="chevron-down" label={t("portfolio.manage.list")} />
			</Menu>
		</span>
	);
}

function Filtering({ reading, attributes }: { reading: Reading; attributes: readonly Attribute[] }) {
	const set = useSetSearch();
	const context = useFieldContext();
	const query = {
		portfolio: reading.portfolio === "all" ? "" : reading.portfolio,
		state: "active" as const,
		filter: reading.filter,
		q: "",
		sort: "",
		group: "",
		fields: ["name"],
		asOf: reading.asOf,
		compareTo: "",
	};
	return (
		<div className={styles.tools} data-no-print>
			<Filters
				attributes={attributes}
				context={context}
				filter={reading.filter}
				query={query}
				onFilter={(filter) => set({ filter: filter || null })}
			/>
		</div>
	);
}

function Export({ reading }: { reading: Reading }) {
	const { t } = useLang();
	const { portfolio, filter, asOf, compareTo } = reading;
	return (
		<ReportMenu
			kind="summary"
			quiet
			query={{ portfolio, filter, as_of: asOf, compare_to: compareTo }}
			more={[{ id: "print", name: t("project.print"), icon: "export", run: () => window.print() }]}
		/>
	);
}
