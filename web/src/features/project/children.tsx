import type { Attribute } from "../../api/types";
import type { Children } from "../../data/projects";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { TextLink } from "../../ui/link";
import { Badge } from "../../ui/tag";
import { totalText } from "../../views/totals";
import styles from "./project.module.css";

type Props = { id: string; of: Children; attributes: readonly Attribute[] };

// ChildrenTotals are what the projects of a programme make together, by the rule
// of each attribute. It says so when one cannot see them all.
export function ChildrenTotals({ id, of, attributes }: Props) {
	const { t, lang } = useLang();
	const context = useFieldContext(undefined, "auto");
	const lines = attributes.flatMap((a) => {
		const words = totalText(of.totals[a.key], a, context);
		return words ? [{ a, words }] : [];
	});
	return (
		<section className={styles.block} aria-labelledby="children">
			<h2 id="children" className={styles.heading}>
				{t("project.children.title", { count: of.count })}
				{of.partial && <Badge tone="warn">{t("project.children.partial")}</Badge>}
			</h2>
			{of.partial && <p className={styles.note}>{t("project.children.partialText")}</p>}
			<dl className={styles.totals}>
				{lines.map(({ a, words }) => (
					<div key={a.key}>
						<dt>{pick(a.label, lang)}</dt>
						<dd>{words}</dd>
					</div>
				))}
			</dl>
			<TextLink href={`/portfolio?filter=${encodeURIComponent(`programme = "${id}"`)}`}>
				{t("project.children.list")}
			</TextLink>
		</section>
	);
}
