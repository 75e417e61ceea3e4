import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Badge } from "../../ui/tag";
import checkStyles from "./check.module.css";
import { useChangeImport } from "./queries";
import { Scroller } from "./scroller";
import type { Import, LeftLine } from "./types";

// LeftRows are the lines of the file that are no records: titles of sections,
// totals, remarks. Each can be imported after all, and left out again.
export function LeftRows({ i }: { i: Import }) {
	const t = useT();
	const change = useChangeImport(i.id);
	const rows = i.report?.left ?? [];
	const titles = rows.filter((r) => r.kind === "section" && !r.record);
	const take = (some: LeftLine[]) =>
		change.mutate({ matches: some.map((r) => ({ row: r.row, decision: r.record ? "" : "new" })) });
	return (
		<>
			<p className={checkStyles.listLead}>
				{t("import.rows.left")}{" "}
				{titles.length > 1 && (
					<Button small isPending={change.isPending} onPress={() => take(titles)}>
						{t("import.rows.takeTitles", { count: titles.length })}
					</Button>
				)}
			</p>
			<Scroller label={t("import.count.left")}>
				<table className={checkStyles.rows} aria-label={t("import.count.left")}>
					<thead>
						<tr>
							<th scope="col" className={checkStyles.figure}>
								{t("import.rows.row")}
							</th>
							<th scope="col">{t("import.rows.text")}</th>
							<th scope="col">{t("import.rows.what")}</th>
							<th scope="col">
								<span className="visually-hidden">{t("import.rows.choice")}</span>
							</th>
						</tr>
					</thead>
					<tbody>
						{rows.map((r) => (
							<tr key={r.row} data-first>
								<td className={checkStyles.figure}>{r.row}</td>
								<th scope="row">{r.name}</th>
								<td>
									{r.record ? (
										<Badge tone="good" icon="check">
											{t("import.rows.taken")}
										</Badge>
									) : (
										t(`import.rows.kind.${r.kind}`)
									)}
								</td>
								<td>
									<Button kind="quiet" small isPending={change.isPending} onPress={() => take([r])}>
										{t(r.record ? "import.rows.leave" : "import.rows.take")}
										<span className="visually-hidden"> {r.name}</span>
									</Button>
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</Scroller>
		</>
	);
}
