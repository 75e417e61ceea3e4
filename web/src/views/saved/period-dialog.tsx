import { useState } from "react";
import { useCan } from "../../data/me";
import { usePastReviews } from "../../data/reviews";
import { dayFromISO, formatDay, isoOfDay } from "../../format/day";
import { type MessageKey, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { Select } from "../../ui/select";
import { periods, type SavedView } from "./model";
import type { ViewWrites } from "./queries";
import type { Saved } from "./use-saved";
import styles from "./view-bar.module.css";

type Props = { of: SavedView; saved: Saved; writes: ViewWrites; onClose: () => void };

const names: Record<(typeof periods)[number], MessageKey> = {
	last_month_end: "views.periodMonth",
	last_quarter_end: "views.periodQuarter",
	last_year_end: "views.periodYear",
	last_fiscal_year_end: "views.periodFiscal",
};

// PeriodDialog says at which date a view is read, and with which it is compared:
// fixed dates, or dates that move.
export function PeriodDialog({ of, saved, writes, onClose }: Props) {
	const { t, lang } = useLang();
	const [period, setPeriod] = useState(of.state.period);
	const [compare, setCompare] = useState(of.state.compare);
	const reviews = useReviews(compare);
	const save = () =>
		writes.change.mutate(
			{ view: of, state: { ...of.state, period, compare } },
			{
				onSuccess: (v) => {
					onClose();
					saved.clear(v.id);
				},
			},
		);
	return (
		<Dialog
			title={t("views.periodTitle", { name: pick(of.label, lang) })}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" onPress={save} isPending={writes.change.isPending}>
						{t("views.save")}
					</Button>
				</>
			}
		>
			<div className={styles.options}>
				<FormError error={writes.change.error} />
				<Choice
					label={t("views.periodRead")}
					first={[
						{ id: "-", name: t("views.periodScreen") },
						{ id: "today", name: t("views.periodToday") },
					]}
					value={period}
					today={saved.today}
					onChange={setPeriod}
				/>
				<Choice
					label={t("views.compareWith")}
					first={[
						{ id: "-", name: t("views.compareNone") },
						{ id: "baseline", name: t("compare.baseline") },
						...reviews.map((r) => ({ id: `review:${r.id}`, name: `${r.name} · ${formatDay(dayFromISO(r.day))}` })),
					]}
					value={compare}
					today={saved.today}
					onChange={setCompare}
				/>
			</div>
		</Dialog>
	);
}

const latest = 6;

// useReviews are the last reviews, and the one that is chosen.
function useReviews(compare: string) {
	const past = usePastReviews(useCan("portfolio.read")).data ?? [];
	return past.filter((r, i) => i < latest || compare === `review:${r.id}`);
}

type ChoiceProps = {
	label: string;
	first: { id: string; name: string }[];
	value: string;
	today: number;
	onChange: (value: string) => void;
};

function Choice({ label, first, value, today, onChange }: ChoiceProps) {
	const { t } = useLang();
	const fixed = dayFromISO(value) > 0;
	return (
		<>
			<Select
				label={label}
				options={[
					...first,
					...periods.map((p) => ({ id: p, name: t(names[p]) })),
					{ id: "fixed", name: t("views.periodFixed") },
				]}
				value={fixed ? "fixed" : value || "-"}
				onChange={(id) => onChange(id === "fixed" ? isoOfDay(today) : id === "-" ? "" : id)}
			/>
			{fixed && (
				<DateField
					label={t("views.periodDate")}
					value={dayFromISO(value)}
					today={today}
					max={today}
					onChange={(day) => onChange(isoOfDay(day))}
				/>
			)}
		</>
	);
}
