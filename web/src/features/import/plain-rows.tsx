import { useT } from "../../i18n/use-lang";
import checkStyles from "./check.module.css";
import { RowsOf } from "./rows-of";
import type { Import } from "./types";

// PlainRows lists the projects that leave, or that the file leaves as they are.
export function PlainRows({ i, kind }: { i: Import; kind: "gone" | "unchanged" }) {
	const t = useT();
	return (
		<>
			<p className={checkStyles.listLead}>
				{t(`import.rows.${kind}`, { object: i.object, portfolio: i.portfolio?.name ?? "" })}
			</p>
			<RowsOf i={i} kind={kind}>
				{(rows) => (
					<ul className={checkStyles.names}>
						{rows.map((r) => (
							<li key={`${r.row} ${r.project?.id ?? r.name}`}>
								{r.row > 0 && <span className={checkStyles.rowNumber}>{r.row}</span>}
								{r.name}
							</li>
						))}
					</ul>
				)}
			</RowsOf>
		</>
	);
}
