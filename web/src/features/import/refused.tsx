import { useT } from "../../i18n/use-lang";
import checkStyles from "./check.module.css";
import styles from "./import.module.css";
import { Scroller } from "./scroller";
import type { Import } from "./types";
import { useShown } from "./use-shown";

// RefusedRows are the lines of the file that cannot become projects, each with
// its reason.
export function RefusedRows({ i }: { i: Import }) {
	const t = useT();
	const rows = i.report?.rows_refused ?? [];
	return (
		<>
			<p className={checkStyles.listLead}>{t("import.rows.refused")}</p>
			<Scroller label={t("import.count.refused")}>
				<table className={checkStyles.rows} aria-label={t("import.count.refused")}>
					<thead>
						<tr>
							<th scope="col" className={checkStyles.figure}>
								{t("import.rows.row")}
							</th>
							<th scope="col">{t("import.rows.object", { object: i.object })}</th>
							<th scope="col">{t("import.rows.reason")}</th>
						</tr>
					</thead>
					<tbody>
						{rows.map((r) => (
							<tr key={r.row} data-first>
								<td className={checkStyles.figure}>{r.row}</td>
								<th scope="row">{r.name}</th>
								<td>{r.reason}</td>
							</tr>
						))}
					</tbody>
				</table>
			</Scroller>
		</>
	);
}

// UnreadCells are the cells that hold no value of their attribute: nothing is
// stored, their text stays visible, and totals leave them out.
export function UnreadCells({ i }: { i: Import }) {
	const t = useT();
	const shown = useShown(i);
	const cells = i.report?.cells_refused ?? [];
	const all = i.report?.cells_refused_count ?? cells.length;
	return (
		<>
			<p className={checkStyles.listLead}>{t("import.rows.unread")}</p>
			<Scroller label={t("import.count.unread")}>
				<table className={`${checkStyles.rows} ${checkStyles.unread}`} aria-label={t("import.count.unread")}>
					<thead>
						<tr>
							<th scope="col" className={checkStyles.figure}>
								{t("import.rows.row")}
							</th>
							<th scope="col">{t("import.rows.column")}</th>
							<th scope="col">{t("import.rows.attribute")}</th>
							<th scope="col">{t("import.rows.value")}</th>
							<th scope="col">{t("import.rows.reason")}</th>
						</tr>
					</thead>
					<tbody>
						{cells.map((c) => (
							<tr key={`${c.row} ${c.column} ${c.attribute}`} data-first>
								<td className={checkStyles.figure}>{c.row}</td>
								<td>
									<div className={checkStyles.oneLine} title={c.column}>
										{c.column}
									</div>
								</td>
								<td className={styles.quiet}>{c.attribute ? shown(c.attribute).label : ""}</td>
								<td>
									<div className={checkStyles.value}>
										<q>{c.value}</q>
									</div>
								</td>
								<td>{c.reason}</td>
							</tr>
						))}
					</tbody>
				</table>
			</Scroller>
			{cells.length < all && (
				<p className={checkStyles.listLead}>{t("import.rows.shown", { shown: cells.length, total: all })}</p>
			)}
		</>
	);
}
