import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { Attribute, List, Row } from "../../api/types";
import type { Children as Kids } from "../../data/projects";
import { keys } from "../../data/query-keys";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { TextLink } from "../../ui/link";
import { Badge } from "../../ui/tag";
import { Conversion, isMixed } from "../../views/conversion";
import { shortTotal } from "../../views/totals";
import styles from "./project.module.css";

type Props = { id: string; of: Kids; attributes: readonly Attribute[]; asOf: string };

const shown = ["weather", "end", "total_cost"];
const most = 12;

// Children are the projects of a programme, and what they make together by the
// rule of each attribute. It says so when one cannot see them all.
export function Children({ id, of, attributes, asOf }: Props) {
	const { t, lang } = useLang();
	const context = useFieldContext(undefined, "auto");
	const filter = `programme = "${id}"`;
	const list = useQuery({
		queryKey: [...keys.projects, id, "children", asOf],
		queryFn: ({ signal }) =>
			api.get<List<Row>>(
				"/projects",
				{ filter, as_of: asOf, sort: "name", fields: ["code", "name", ...shown].join(","), limit: most },
				signal,
			),
	});
	const columns = shown.flatMap((key) => attributes.find((a) => a.key === key) ?? []);
	const totals = attributes.flatMap((a) => {
		const total = of.totals[a.key];
		const words = shortTotal(total, a, context);
		return words && total ? [{ a, words, total }] : [];
	});
	return (
		<section className={styles.block} aria-labelledby="children">
			<h2 id="children" className={styles.heading}>
				{t("project.children.title", { count: of.count })}
				{of.partial && <Badge tone="warn">{t("project.children.partial")}</Badge>}
			</h2>
			{of.partial && <p className={styles.note}>{t("project.children.partialText")}</p>}
			{list.data && (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keys
				<div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="children">
					<table className={styles.kids}>
						<thead>
							<tr>
								<th scope="col">{t("project.title")}</th>
								{columns.map((a) => (
									<th key={a.key} scope="col" data-end={fieldKind(a).align === "end" || undefined}>
										{pick(a.label, lang)}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{list.data.items.map((row) => (
								<tr key={row.id}>
									<th scope="row">
										<TextLink href={`/project/${row.id}`}>{String(row.name ?? "")}</TextLink>
									</th>
									{columns.map((a) => (
										<td key={a.key} data-end={fieldKind(a).align === "end" || undefined}>
											{row[a.key] === null ? "–" : fieldKind(a).view(row[a.key], a, context)}
										</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
			<dl className={`${styles.totals} ${styles.wide}`}>
				{totals.map(({ a, words, total }) => (
					<div key={a.key}>
						<dt>{pick(a.label, lang)}</dt>
						<dd>
							{words}
							{isMixed(total) && <Conversion total={total} attribute={a} context={context} />}
						</dd>
					</div>
				))}
			</dl>
			<TextLink href={`/portfolio?filter=${encodeURIComponent(filter)}`}>{t("project.children.list")}</TextLink>
		</section>
	);
}
