import { useState } from "react";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Segmented } from "../../ui/segmented";
import { EmptyState } from "../../ui/states";
import { useSetSearch } from "../../url/use-search";
import { ColumnLine } from "./column-line";
import columnsStyles from "./columns.module.css";
import frameStyles from "./frame.module.css";
import { missing, namesNew, needsLook, openPairs, untaken } from "./logic";
import { useChangeImport, useObject, useRun } from "./queries";
import { SheetBar } from "./sheet-bar";
import { StepBar } from "./step-bar";
import type { Import } from "./types";
import { Why } from "./why";
import type { StepProps } from "./wizard";

// ColumnsStep shows what each column of the file becomes. Every correction is
// read again at once by the server.
export function ColumnsStep({ i, go }: StepProps) {
	const t = useT();
	const change = useChangeImport(i.id);
	const check = useRun(i.id, "dry-run");
	const set = useSetSearch();
	const [only, setOnly] = useState("all");
	const columns = i.columns ?? [];
	const doubtful = columns.filter(needsLook);
	const shown = only === "all" ? columns : doubtful;
	const lacking = missing(i.attributes ?? [], columns);
	const next = () =>
		check.mutate(undefined, { onSuccess: (checked) => go(openPairs(checked) > 0 ? "matches" : "check") });
	return (
		<>
			<div className={frameStyles.block}>
				<SheetBar i={i} onChange={change.mutate} lost={lacking.length > 0} />
				<Notes i={i} />
				<Limits i={i} />
			</div>
			<div className={columnsStyles.tally}>
				<p className={columnsStyles.sum}>{t("import.columns.sum", tally(i))}</p>
				{doubtful.length > 0 && (
					<Segmented
						label={t("import.columns.show")}
						value={only}
						onChange={setOnly}
						options={[
							{ id: "all", name: t("import.columns.all", { count: columns.length }) },
							{ id: "doubtful", name: t("import.columns.doubtful", { count: doubtful.length }) },
						]}
					/>
				)}
			</div>
			{shown.length === 0 ? (
				<EmptyState icon="check" title={t("import.columns.none")}>
					{t("import.columns.noneText")}
				</EmptyState>
			) : (
				<table aria-label={t("import.columns.title")} className={columnsStyles.columns}>
					<thead>
						<tr>
							{(["file", "samples", "becomes", "read", "confidence"] as const).map((c) => (
								<th key={c} scope="col">
									{t(`import.columns.head.${c}`)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{shown.map((c) => (
							<ColumnLine
								key={c.number}
								i={i}
								c={c}
								onChange={(columns) => change.mutate({ columns })}
								onOpen={() => set({ column: String(c.number) })}
							/>
						))}
					</tbody>
				</table>
			)}
			<StepBar
				onBack={() => go("file")}
				error={check.error ?? change.error}
				note={
					lacking.length > 0
						? t("import.columns.missing", { names: lacking.map((a) => a.label).join(", ") })
						: t("import.nothingYet")
				}
			>
				<Button kind="primary" onPress={next} isPending={check.isPending} isDisabled={lacking.length > 0}>
					{t("import.columns.check")}
				</Button>
			</StepBar>
		</>
	);
}

function tally(i: Import) {
	const columns = i.columns ?? [];
	const count = (action: string) => columns.filter((c) => c.action === action).length;
	return { all: columns.length, known: count("attribute"), made: count("new"), ignored: count("ignore") };
}

// Limits says what the person may not add, where the file would have it added.
function Limits({ i }: { i: Import }) {
	const t = useT();
	const grows = useObject(i.object).grows;
	if (!grows || i.may?.catalogue !== false) return null;
	const out = (i.columns ?? []).filter((c) => c.action === "ignore" && c.filled > 0).length;
	const untold = (i.columns ?? []).filter((c) => c.action !== "ignore" && !namesNew(c) && untaken(c) > 0).length;
	if (out + untold === 0) return null;
	return (
		<Banner>
			{t("import.columns.limits", { out, untold })} <Why>{t("import.columns.limitsWhy")}</Why>
		</Banner>
	);
}

function Notes({ i }: { i: Import }) {
	const t = useT();
	const notes = i.notes ?? [];
	return (
		<>
			{i.mapping && (
				<Banner>
					{i.mapping.name ? t("import.columns.reused", { name: i.mapping.name }) : t("import.columns.reusedLast")}
				</Banner>
			)}
			{notes.length > 0 && (
				<Banner>
					<ul className={columnsStyles.noteList}>
						{notes.map((n) => (
							<li key={n}>{n}</li>
						))}
					</ul>
				</Banner>
			)}
		</>
	);
}
