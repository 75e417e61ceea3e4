import { useMe, useToday } from "../data/me";
import { dayFromISO, formatDay } from "../format/day";
import { useT } from "../i18n/use-lang";
import { useCurrentPlace } from "../ui/page-title";
import { useAsOf, useSearch } from "../url/use-search";
import styles from "../views/print/print.module.css";
import { usePrinting } from "../views/print/use-printing";
import { periodName } from "./period-dates";

// PrintHead stands above each page on paper: of what, at which date, what is
// filtered, printed when and where.
export function PrintHead() {
	return usePrinting() ? <Head /> : null;
}

function Head() {
	const t = useT();
	const me = useMe();
	const { title, of } = useCurrentPlace();
	const today = formatDay(useToday(), "long");
	const asOf = useAsOf();
	const { filter, q } = useSearch();
	const said = [
		asOf ? t("period.retroactive", { date: periodName(dayFromISO(asOf)) }) : "",
		filter ? t("print.filter", { filter }) : "",
		q ? t("print.find", { text: q }) : "",
	].filter(Boolean);
	return (
		<div data-only-print className={styles.head}>
			<div>
				<strong>{[title, of].filter(Boolean).join(" · ")}</strong>
				{said.length > 0 && <p>{said.join(" · ")}</p>}
			</div>
			<p>{t("print.on", { date: today, place: me.instance.name || "Vigie" })}</p>
		</div>
	);
}
