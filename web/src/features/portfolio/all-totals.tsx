import type { ReactNode } from "react";
import type { Attribute } from "../../api/types";
import type { Meta } from "../../data/project-rows";
import type { FieldContext } from "../../fields/kind";
import { formatCount } from "../../format/number";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Conversion, isMixed } from "../../views/conversion";
import { ruleName } from "../../views/rule-name";
import { countsOf, shortTotal, totalText } from "../../views/totals";
import styles from "./portfolio.module.css";
import { filledText } from "./status-bar";

type Props = { meta: Meta; attributes: readonly Attribute[]; context: FieldContext };

// AllTotals lists what each attribute of the list comes to, by its rule.
export function AllTotals({ meta, attributes, context: total }: Props) {
	const { t, lang } = useLang();
	return (
		<dl className={styles.totals} tabIndex={0}>
			{attributes.map((a) => {
				const one = meta.totals[a.key];
				const words = totalText(one, a, total);
				if (!one || !words) return null;
				const counts = countsOf(one, a, total);
				if (counts) {
					return (
						<Line key={a.key} name={pick(a.label, lang)} rule={ruleName(one.rule, t)}>
							{counts.slice(0, 5).map((c) => (
								<span key={c.name}>
									{c.name} <strong>{formatCount(c.count)}</strong>
								</span>
							))}
							{counts.length > 5 && (
								<span className={styles.quiet}>{t("portfolio.status.others", { count: counts.length - 5 })}</span>
							)}
						</Line>
					);
				}
				return (
					<Line key={a.key} name={pick(a.label, lang)} rule={ruleName(one.rule, t)}>
						<strong>{shortTotal(one, a, total)}</strong>
						{isMixed(one) && <Conversion total={one} attribute={a} context={total} />}
						<span className={styles.quiet}>{filledText(one, meta.total, t)}</span>
					</Line>
				);
			})}
		</dl>
	);
}

function Line({ name, rule, children }: { name: string; rule: string; children: ReactNode }) {
	return (
		<>
			<dt>
				{name} <span className={styles.rule}>{rule}</span>
			</dt>
			<dd>{children}</dd>
		</>
	);
}
