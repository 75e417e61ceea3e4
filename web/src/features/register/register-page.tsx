import { useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { useCan } from "../../data/me";
import { mostShown, pathOf, type RecordKind, recordKinds, useRecords } from "../../data/registers";
import { useT } from "../../i18n/use-lang";
import { ButtonLink } from "../../ui/button";
import { PageFrame } from "../../ui/page";
import { Loaded } from "../../ui/states";
import { useNarrow } from "../../ui/use-narrow";
import { writeSearch } from "../../url/search";
import { useSearch } from "../../url/use-search";
import { ViewBar } from "../../views/saved/view-bar";
import { AddLine } from "./add-line";
import { Cards } from "./cards";
import { Export } from "./export";
import { Filters, Parts } from "./filters";
import { RegisterList } from "./list";
import { Matrix } from "./matrix";
import styles from "./register.module.css";
import { RegisterTabs } from "./tabs";
import { useAsked } from "./use-asked";

// RegisterPage is every key date, risk, action or decision of what a person sees:
// what presses first, edited in place, each leading to its project.
export default function RegisterPage() {
	const path = useRouterState({ select: (s) => s.location.pathname });
	const kind = recordKinds.find((k) => pathOf(k) === path) ?? "milestone";
	return <Register key={kind} kind={kind} />;
}

// ToTrend leads to the milestone trend of what the list shows.
function ToTrend() {
	const t = useT();
	const search = useSearch();
	return (
		<ButtonLink icon="chart" href={`/milestones/trend${writeSearch(search)}`}>
			{t("trend.open")}
		</ButtonLink>
	);
}

function Register({ kind }: { kind: RecordKind }) {
	const t = useT();
	const asking = useAsked(kind);
	const { asked, list: view } = asking;
	const read = useRecords(kind, asked);
	const mayImport = useCan("import.run");
	const mayAdd = useCan(["project.edit", "project.edit_own", "portfolio.edit"]);
	const narrow = useNarrow();
	const [shown, setShown] = useState(true);
	const rated = kind === "risk" && !narrow;
	return (
		<PageFrame
			title={t(`register.${kind}.title`)}
			lead={t(`register.${kind}.lead`)}
			actions={
				<>
					{kind === "milestone" && <ToTrend />}
					{mayImport && (
						<ButtonLink icon="import" href={`/import/new?object=${kind}`}>
							{t("register.import")}
						</ButtonLink>
					)}
					<Export kind={kind} asked={asked} view={view.saved.current} />
				</>
			}
			tools={
				<div className={styles.tools}>
					<div className={styles.top}>
						<RegisterTabs kind={kind} />
						<div className={styles.views}>
							<ViewBar saved={view.saved} view={view} portfolio="" />
						</div>
					</div>
					<Parts kind={kind} asking={asking} counts={read.data?.counts} />
					<Filters kind={kind} asking={asking} matrix={rated ? { shown, onChange: setShown } : undefined} />
				</div>
			}
		>
			<Loaded query={read} lines={12}>
				{(list) => (
					<div className={styles.list}>
						{rated && shown && <Matrix asking={asking} />}
						{mayAdd && !asked.asOf && <AddLine kind={kind} portfolio={asked.portfolio} />}
						{narrow ? (
							<Cards kind={kind} asking={asking} rows={list.items} asOf={list.as_of} />
						) : (
							<RegisterList kind={kind} asking={asking} rows={list.items} asOf={list.as_of} />
						)}
						{list.total > list.items.length && (
							<p className={styles.more}>{t(`register.${kind}.more`, { shown: mostShown, total: list.total })}</p>
						)}
					</div>
				)}
			</Loaded>
		</PageFrame>
	);
}
