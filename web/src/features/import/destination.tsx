import { useToday } from "../../data/me";
import { type Day, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { dayInName } from "./logic";
import { usePortfolios } from "./queries";
import startStyles from "./start.module.css";

// Destination is where a file goes: into a portfolio (its id, "new" with a name,
// or "" for none), at the date of its edition.
export type Destination = { portfolio: string; name: string; day: Day };

type Props = {
	file: string;
	// portfolio: the file goes into one; else only its date is asked for
	portfolio: boolean;
	value: Destination;
	onChange: (change: Partial<Destination>) => void;
	// onName: the name is complete; without it every letter counts
	onName?: () => void;
	errors?: Record<string, string>;
	isDisabled?: boolean;
};

export function DestinationFields({ file, portfolio, value, onChange, onName, errors = {}, isDisabled }: Props) {
	const t = useT();
	const portfolios = usePortfolios();
	const known = (portfolios.data ?? []).filter((p) => p.kind !== "filter");
	const options = [
		...known.map((p) => ({ id: p.id, name: p.name })),
		{ id: "new", name: t("import.file.newPortfolio") },
		{ id: "none", name: t("import.file.noPortfolio") },
	];
	return (
		<div className={startStyles.destination}>
			{portfolio && (
				<Select
					label={t("import.file.portfolio")}
					help={t("import.file.portfolioHelp")}
					error={errors.portfolio}
					options={options}
					value={value.portfolio || "none"}
					onChange={(id) => onChange({ portfolio: id === "none" ? "" : id })}
					isDisabled={isDisabled}
				/>
			)}
			{portfolio && value.portfolio === "new" && (
				<TextField
					label={t("import.file.portfolioName")}
					error={errors.portfolio_name}
					value={value.name}
					onChange={(name) => onChange({ name })}
					onBlur={onName}
					isDisabled={isDisabled}
					required
				/>
			)}
			<EditionDate file={file} value={value.day} onChange={(day) => onChange({ day })} error={errors.as_of} />
		</div>
	);
}

// EditionDate is the day the figures were true. A date in the file's name is
// offered, never taken by itself.
function EditionDate(props: { file: string; value: Day; onChange: (day: Day) => void; error?: string }) {
	const { file, value, onChange, error } = props;
	const t = useT();
	const today = useToday();
	const found = dayInName(file, today);
	return (
		<div className={startStyles.edition}>
			<DateField
				label={t("import.file.date")}
				help={t("import.file.dateHelp")}
				error={error}
				value={value}
				today={today}
				max={today}
				onChange={(day) => onChange(day || today)}
				required
			/>
			{found > 0 && found !== value && (
				<div className={startStyles.hint}>
					<span>{t("import.file.dateFound")}</span>
					<Button small icon="calendar" onPress={() => onChange(found)}>
						{t("import.file.useDate", { date: formatDay(found, "long") })}
					</Button>
				</div>
			)}
		</div>
	);
}
