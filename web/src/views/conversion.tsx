import type { Attribute } from "../api/types";
import { useCan } from "../data/me";
import type { Total } from "../data/rows";
import type { FieldContext } from "../fields/kind";
import { dayFromISO, formatDay } from "../format/day";
import { formatMoney } from "../format/money";
import { useT } from "../i18n/use-lang";
import { TextLink } from "../ui/link";
import styles from "./conversion.module.css";
import { rateText } from "./totals";

type Props = { total: Total; attribute: Attribute; context: FieldContext };

// isMixed tells whether a total has something to say about currencies.
export function isMixed(total: Total | undefined): boolean {
	return Boolean(total?.converted ?? total?.unconverted);
}

// Conversion is how a total over several currencies came about: the amounts side by
// side, what each comes to and by which rate of which day, or which rate lacks.
export function Conversion({ total, context }: Props) {
	const t = useT();
	const mayEnter = useCan("rate.edit");
	const amounts = typeof total.value === "object" && total.value ? (total.value as Record<string, string>) : {};
	const { converted, unconverted } = total;
	return (
		<span className={styles.conversion}>
			{Object.entries(amounts).map(([currency, amount]) => {
				const used = converted?.rates.find((u) => u.from === currency);
				const part = used?.amount;
				return (
					<span key={currency} className={styles.part}>
						<span>
							{formatMoney({ amount, currency }, context.scale)}
							{converted && part && ` = ${formatMoney({ amount: part, currency: converted.currency }, context.scale)}`}
						</span>
					</span>
				);
			})}
			{converted?.rates.map((used) => (
				<span key={used.from} className={styles.rate}>
					{rateText(used, converted.currency)}
					{used.via && ` ${t("rate.via", { currency: used.via })}`} ·{" "}
					{t("rate.since", { date: formatDay(dayFromISO(used.day)) })}
				</span>
			))}
			{unconverted && (
				<span className={styles.lacks}>
					{t("rate.lacks", { count: unconverted.length, currencies: unconverted.join(", ") })}{" "}
					{mayEnter && <TextLink href="/admin/rates">{t("rate.enter")}</TextLink>}
				</span>
			)}
		</span>
	);
}
