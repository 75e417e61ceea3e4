import type { Attribute } from "../../api/types";
import { differenceOf } from "../../data/differences";
import type { ProjectRows } from "../../data/project-rows";
import type { Total } from "../../data/rows";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Switch } from "../../ui/switch";
import { sinceWord } from "../../views/compare-word";
import { signedText } from "../../views/grid/columns";
import { moneyTotals, totalText } from "../../views/totals";
import type { View } from "../../views/use-view";
import styles from "./portfolio.module.css";

type Props = { view: View; rows: ProjectRows; attributes: readonly Attribute[] };

// CompareBar says in one line what is different between the two dates.
export function CompareBar({ view, rows, attributes }: Props) {
	const { t, lang } = useLang();
	const context = useFieldContext(undefined, "auto");
	const { meta } = rows;
	const counts = meta?.counts;
	const [first] = moneyTotals(meta?.totals ?? {}, attributes);
	const before = first && meta?.before?.totals[first[0].key];
	return (
		<div className={styles.compare} role="status">
			<strong>{sinceWord(view.query.compareTo, t)}</strong>
			{counts && (
				<span className={styles.counts}>
					<span className={styles.added}>{t("portfolio.compare.added", { count: counts.added })}</span>
					<span className={styles.left}>{t("portfolio.compare.left", { count: counts.removed })}</span>
					<span className={styles.changed}>{t("portfolio.compare.changed", { count: counts.changed })}</span>
				</span>
			)}
			{first && before && (
				<span className={styles.moved}>
					<span className={styles.quiet}>{pick(first[0].label, lang)}</span> {totalText(before, first[0], context)} →{" "}
					<strong>{totalText(first[1], first[0], context)}</strong> {gained(before, first[1], t)}
				</span>
			)}
			<span className={styles.gap} />
			<Switch isSelected={view.only} onChange={(only) => view.change({ only })}>
				{t("portfolio.compare.only")}
			</Switch>
			<IconButton
				small
				icon="close"
				label={t("portfolio.compare.stop")}
				onPress={() => view.change({ compareTo: "", only: false }, { replace: false })}
			/>
		</div>
	);
}

// gained is the difference of two sums of one currency.
function gained(before: Total, after: Total, t: ReturnType<typeof useLang>["t"]): string {
	const [a, b] = [
		Object.entries((before.value ?? {}) as Record<string, string>),
		Object.entries((after.value ?? {}) as Record<string, string>),
	];
	if (a.length !== 1 || b.length !== 1 || a[0]?.[0] !== b[0]?.[0]) return "";
	const money = ([currency = "", amount = "0"]: [string, string]) => ({ amount, currency });
	const words = signedText(differenceOf(money(a[0] as [string, string]), money(b[0] as [string, string])), t);
	return words ? `(${words})` : "";
}
