import { useState } from "react";
import { addressOf } from "../../api/client";
import { useToday } from "../../data/me";
import { isoOfDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button, looks } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Icon } from "../../ui/icon";
import { Popover } from "../../ui/popover";
import styles from "./rights.module.css";

// RightsExport gives auditors who holds which right where, by what chain, at the
// end of a day.
export function RightsExport() {
	const t = useT();
	const today = useToday();
	const [day, setDay] = useState(today);
	const query = { as_of: day && day !== today ? isoOfDay(day) : undefined };
	return (
		<Popover
			label={t("rightsExport.title")}
			trigger={
				<Button kind="quiet" icon="export">
					{t("rightsExport.title")}
				</Button>
			}
		>
			{() => (
				<div className={styles.export}>
					<p className={styles.count}>{t("rightsExport.lead")}</p>
					<DateField label={t("rightsExport.day")} value={day} today={today} max={today} onChange={setDay} />
					<a className={looks({ wide: true })} href={addressOf("/exports/rights.xlsx", query)} download>
						<Icon name="export" />
						{t("rightsExport.xlsx")}
					</a>
					<a className={looks({ wide: true })} href={addressOf("/exports/rights.csv", query)} download>
						<Icon name="export" />
						{t("rightsExport.csv")}
					</a>
				</div>
			)}
		</Popover>
	);
}
