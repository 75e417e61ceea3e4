import { useState } from "react";
import { dayFromISO, formatDay, isoOfDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { DateField } from "../../ui/date-field";
import { NumberField } from "../../ui/number-field";
import { Select } from "../../ui/select";
import { type Literal, period as periodLiteral, text } from "./condition";
import styles from "./filter.module.css";
import { type Moment, momentDay, type Period, periodDays, periodText, today, type Unit, units } from "./moment";
import { momentLiteral, momentOf, periodOf } from "./tree";
import type { ValueProps } from "./value-editor";

const unitNames = {
	day: "views.blocks.days",
	week: "views.blocks.weeks",
	month: "views.blocks.months",
	quarter: "views.blocks.quarters",
	year: "views.blocks.years",
	fiscal: "views.blocks.fiscalYears",
} as const;

type Mode = "fixed" | "today" | "ago" | "ahead" | "start" | "end";

function modeOf(moment: Moment | null): Mode {
	if (!moment) return "fixed";
	if (moment.kind === "edge") return moment.edge;
	return moment.by < 0 ? "ago" : moment.by > 0 ? "ahead" : "today";
}

// startOf is the moment that a way of saying it begins with.
function startOf(mode: Mode): Moment {
	if (mode === "ago") return { kind: "today", by: -30, unit: "day" };
	if (mode === "ahead") return { kind: "today", by: 30, unit: "day" };
	if (mode === "start" || mode === "end") {
		return { kind: "edge", edge: mode, period: { kind: "around", unit: "month", offset: 0 } };
	}
	return today;
}

// MomentEditor is a date: a fixed one, or one that moves with today.
export function MomentEditor({ chip, context, onChange, bare }: ValueProps) {
	const { t } = useLang();
	const [first] = chip.values;
	const moment = first ? momentOf(first) : null;
	const mode = modeOf(moment);
	const put = (next: Moment) => onChange([momentLiteral(next)]);
	const fixed = first?.kind === "text" ? dayFromISO(first.value) : 0;
	return (
		<div className={styles.moment}>
			<Select
				label={t("views.blocks.when")}
				hideLabel={bare}
				options={[
					{ id: "fixed", name: t("views.blocks.fixed") },
					{ id: "today", name: t("views.blocks.today") },
					{ id: "ago", name: t("views.blocks.ago") },
					{ id: "ahead", name: t("views.blocks.ahead") },
					{ id: "start", name: t("views.blocks.startOf") },
					{ id: "end", name: t("views.blocks.endOf") },
				]}
				value={mode}
				onChange={(id) => (id === "fixed" ? onChange(fixedLiteral(context.today)) : put(startOf(id as Mode)))}
			/>
			{mode === "fixed" && (
				<DateField
					label={t("portfolio.filter.value")}
					hideLabel={bare}
					value={fixed}
					today={context.today}
					onChange={(day) => onChange(day ? fixedLiteral(day) : [])}
				/>
			)}
			{moment?.kind === "today" && moment.by !== 0 && <Shift moment={moment} onChange={put} bare={bare} />}
			{moment?.kind === "edge" && (
				<PeriodChoice period={moment.period} onChange={(period) => put({ ...moment, period })} bare={bare} edge />
			)}
			{moment && <span className={styles.means}>{formatDay(momentDay(moment, context.today))}</span>}
		</div>
	);
}

function fixedLiteral(day: number): Literal[] {
	return [text(isoOfDay(day))];
}

type ShiftProps = { moment: Moment & { kind: "today" }; onChange: (moment: Moment) => void; bare?: boolean };

function Shift({ moment, onChange, bare }: ShiftProps) {
	const { t } = useLang();
	const sign = Math.sign(moment.by);
	return (
		<div className={styles.pair}>
			<Count value={Math.abs(moment.by)} onChange={(n) => onChange({ ...moment, by: sign * n })} bare={bare} />
			<Select
				label={t("views.blocks.unit")}
				hideLabel={bare}
				options={units.map((u) => ({ id: u, name: t(unitNames[u]) }))}
				value={moment.unit}
				onChange={(unit) => onChange({ ...moment, unit: unit as Unit })}
			/>
		</div>
	);
}

function Count({ value, onChange, bare }: { value: number; onChange: (n: number) => void; bare?: boolean }) {
	const { t } = useLang();
	const put = (typed: string | null) => {
		const n = Math.round(Number(typed));
		if (n >= 1 && n <= 10_000) onChange(n);
	};
	return <NumberField label={t("views.blocks.howMany")} hideLabel={bare} value={String(value)} onChange={put} />;
}

// PeriodEditor is the period that a date lies in.
export function PeriodEditor({ chip, context, onChange, bare }: ValueProps) {
	const [first] = chip.values;
	const found = first ? periodOf(first) : null;
	const put = (next: Period) => onChange([periodLiteral(periodText(next))]);
	const span = found && periodDays(found, context.today);
	return (
		<div className={styles.moment}>
			<PeriodChoice period={found} onChange={put} bare={bare} />
			{span && (
				<span className={styles.means}>
					{formatDay(span[0])} – {formatDay(span[1])}
				</span>
			)}
		</div>
	);
}

type ChoiceProps = { period: Period | null; onChange: (period: Period) => void; bare?: boolean; edge?: boolean };

// PeriodChoice offers the periods around today by name, and so many units back or ahead.
function PeriodChoice({ period, onChange, bare, edge }: ChoiceProps) {
	const { t, lang } = useLang();
	const named = (["week", "month", "quarter", "year", "fiscal"] as const).flatMap((unit) =>
		[-1, 0, 1].map((offset): Period => ({ kind: "around", unit, offset })),
	);
	const options = named.map((p) => ({ id: periodText(p), name: capital(periodText(p, lang)) }));
	const rolling = [
		{ id: "last", name: `${t("views.blocks.lastN")} …` },
		{ id: "next", name: `${t("views.blocks.nextN")} …` },
	];
	const [year] = useState(() => new Date().getFullYear());
	const value = !period
		? null
		: period.kind === "rolling"
			? period.count < 0
				? "last"
				: "next"
			: period.kind === "year"
				? "year"
				: periodText(period);
	const choose = (id: string) => {
		if (id === "last" || id === "next") {
			return onChange({ kind: "rolling", unit: "month", count: id === "last" ? -12 : 12 });
		}
		if (id === "year") return onChange({ kind: "year", year });
		const found = named.find((p) => periodText(p) === id);
		if (found) onChange(found);
	};
	return (
		<>
			<Select
				label={t("views.blocks.whichPeriod")}
				hideLabel={bare}
				options={[...options, ...(edge ? [] : rolling), { id: "year", name: t("views.blocks.year") }]}
				value={value}
				onChange={choose}
			/>
			{period?.kind === "rolling" && (
				<div className={styles.pair}>
					<Count
						value={Math.abs(period.count)}
						onChange={(n) => onChange({ ...period, count: Math.sign(period.count) * n })}
						bare={bare}
					/>
					<Select
						label={t("views.blocks.unit")}
						hideLabel={bare}
						options={units.map((u) => ({ id: u, name: t(unitNames[u]) }))}
						value={period.unit}
						onChange={(unit) => onChange({ ...period, unit: unit as Unit })}
					/>
				</div>
			)}
			{period?.kind === "year" && (
				<YearField year={period.year} onChange={(y) => onChange({ kind: "year", year: y })} bare={bare} />
			)}
		</>
	);
}

function YearField({ year, onChange, bare }: { year: number; onChange: (year: number) => void; bare?: boolean }) {
	const { t } = useLang();
	return (
		<Select
			label={t("views.blocks.year")}
			hideLabel={bare}
			options={Array.from({ length: 21 }, (_, i) => String(year - 10 + i)).map((y) => ({ id: y, name: y }))}
			value={String(year)}
			onChange={(y) => onChange(Number(y))}
		/>
	);
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
