import { Link } from "react-aria-components";
import { isRecordKind, pathOf } from "../../../data/registers";
import { useT } from "../../../i18n/use-lang";
import { writeSearch } from "../../../url/search";
import type { ViewData } from "../model";
import { usePage } from "../reading";
import { useFit } from "../room";
import lists from "./lists.module.css";
import { None, ProjectLink } from "./parts";
import styles from "./view.module.css";

// Rows are the first lines of a saved view, and the way to all of it.
export function Rows({ data }: { data: ViewData }) {
	const t = useT();
	const { reading } = usePage();
	const room = useFit(31, 56);
	const shown = data.rows.slice(0, Math.max(1, room));
	const { portfolio, asOf } = reading;
	const path = isRecordKind(data.object)
		? pathOf(data.object)
		: portfolio === "all"
			? "/portfolio"
			: `/portfolio/${portfolio}`;
	const href = path + writeSearch({ view: data.view, as_of: asOf });
	return (
		<div className={lists.list}>
			{data.total === 0 ? (
				<None>{t("summary.view.none")}</None>
			) : (
				// the columns that do not fit are reached by keys
				// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be focused
				<section className={styles.scroll} tabIndex={0} aria-label={t("summary.view.rows", { name: data.name })}>
					<table className={styles.table}>
						<thead>
							<tr>
								<th scope="col">{t("summary.view.name")}</th>
								{data.columns.map((c) => (
									<th key={c.key} scope="col" data-right={c.right || undefined}>
										{c.label}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{shown.map((r) => (
								<tr key={r.id}>
									<th scope="row">{r.project ? <ProjectLink of={{ id: r.project, name: r.name }} /> : r.name}</th>
									{data.columns.map((c, i) => (
										<td key={c.key} data-right={c.right || undefined}>
											{r.cells[i]}
										</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</section>
			)}
			<p className={lists.more}>
				<Link href={href}>{t("summary.view.open", { count: data.total })}</Link>
			</p>
		</div>
	);
}
