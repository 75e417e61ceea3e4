import { useToday } from "../../data/me";
import { dayFromISO, formatDay, isoOfDay, lastDay, monthOf } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import type { View } from "../../views/use-view";
import styles from "./portfolio.module.css";

// CompareChoice asks with which date the list is compared.
export function CompareChoice({ view, close }: { view: View; close: () => void }) {
	const { t } = useLang();
	const today = useToday();
	const { compareTo, asOf } = view.query;
	const last = dayFromISO(asOf) || today;
	const ends = [1, 3, 6, 12].map((n) => lastDay(monthOf(last) - n));
	const put = (day: number) => {
		view.change({ compareTo: day ? isoOfDay(day) : "", only: day !== 0 && view.only }, { replace: false });
		close();
	};
	return (
		<div className={styles.compareChoice}>
			<DateField
				label={t("portfolio.compare.date")}
				help={t("portfolio.compare.help")}
				value={dayFromISO(compareTo)}
				today={today}
				max={last}
				onChange={put}
				autoFocus
			/>
			<div className={styles.ends}>
				{ends.map((day) => (
					<Button key={day} small onPress={() => put(day)}>
						{formatDay(day)}
					</Button>
				))}
			</div>
			{compareTo && (
				<Button wide onPress={() => put(0)}>
					{t("portfolio.compare.stop")}
				</Button>
			)}
		</div>
	);
}
