import { useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { useToday } from "../../data/me";
import { edits, saveMonth, useMonthsOf, useWrite } from "../../data/projects";
import { fieldKind } from "../../fields/registry";
import { weathers } from "../../fields/status";
import { useFieldContext } from "../../fields/use-context";
import { dayFromISO, formatMonth, isoOfMonth, type Month, monthOf } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { FormError } from "../../ui/form";
import { Icon } from "../../ui/icon";
import styles from "./months.module.css";
import page from "./project.module.css";

type Props = { project: Row; attributes: readonly Attribute[]; canEdit: boolean; asOf: string };

// Months is the weather of the last twelve months, with all that was said of each.
export function Months({ project, attributes, canEdit, asOf }: Props) {
	const { t } = useLang();
	const today = useToday();
	const last = monthOf(dayFromISO(asOf) || today);
	const [chosen, setChosen] = useState<Month>(last);
	const [end, setEnd] = useState<Month>(last);
	const monthly = monthlyOf(attributes);
	const read = useMonthsOf(
		project.id,
		monthly.map((a) => a.key),
	);
	const of = (key: string, month: Month) => read[key]?.find((m) => m.month === isoOfMonth(month))?.value ?? null;
	const start = Object.fromEntries(monthly.map((a) => [a.key, of(a.key, chosen)]));
	const months = Array.from({ length: 12 }, (_, i) => end - 11 + i);
	const shift = (by: number) => {
		setEnd(end + by);
		setChosen(chosen + by);
	};
	return (
		<section className={page.block} aria-labelledby="months">
			<h2 id="months" className={page.heading}>
				{t("project.months.title")}
				<span className={styles.years} data-no-print>
					<IconButton small icon="chevron-left" label={t("project.months.earlier")} onPress={() => shift(-12)} />
					<span>{yearsOf(months)}</span>
					<IconButton
						small
						icon="chevron-right"
						label={t("project.months.later")}
						isDisabled={end >= last}
						onPress={() => shift(12)}
					/>
				</span>
			</h2>
			<div className={styles.strip} role="group" aria-label={t("project.months.title")}>
				{months.map((month) => {
					const word = of("weather", month);
					const status = weathers.find((w) => w.word === word);
					return (
						<button
							key={month}
							type="button"
							className={styles.month}
							aria-pressed={month === chosen}
							title={formatMonth(month, "month-long")}
							aria-label={t("project.months.said", {
								month: formatMonth(month, "month-long"),
								weather: status ? t(status.title) : t("project.months.none"),
							})}
							onClick={() => setChosen(month)}
						>
							{status ? (
								<Icon name={status.icon} size={18} />
							) : (
								<span className={styles.none} aria-hidden="true">
									·
								</span>
							)}
							<span className={styles.letter} aria-hidden="true">
								{formatMonth(month).slice(0, 1).toUpperCase()}
							</span>
							{monthly.some((a) => a.key !== "weather" && of(a.key, month) !== null) && (
								<span className={styles.said} />
							)}
						</button>
					);
				})}
			</div>
			<OneMonth
				key={`${chosen} ${JSON.stringify(start)}`}
				project={project}
				monthly={monthly}
				month={chosen}
				canEdit={canEdit}
				start={start}
			/>
		</section>
	);
}

// monthlyOf are the attributes that are kept per month: the weather and its comment,
// then those of one's own.
export function monthlyOf(attributes: readonly Attribute[]): Attribute[] {
	const usual = ["weather", "comment"];
	const own = attributes.filter((a) => a.per_month && !usual.includes(a.key) && !a.read_only);
	return [...usual.flatMap((key) => attributes.find((a) => a.key === key) ?? []), ...own];
}

function yearsOf(months: readonly Month[]): string {
	const [first, last] = [Math.floor((months[0] ?? 0) / 12), Math.floor((months.at(-1) ?? 0) / 12)];
	return first === last ? String(first) : `${first}–${last}`;
}

type MonthProps = Omit<Props, "asOf" | "attributes"> & {
	monthly: readonly Attribute[];
	month: Month;
	start: Record<string, unknown>;
};

function OneMonth({ project, monthly, month, canEdit, start }: MonthProps) {
	const { t, lang } = useLang();
	const context = useFieldContext(typeof project.currency === "string" ? project.currency : undefined);
	const [draft, setDraft] = useState<Record<string, unknown> | null>(null);
	const save = useWrite(async (values: Record<string, unknown>) => {
		let { version } = edits.latest(project);
		for (const [key, value] of Object.entries(values)) {
			const row = await saveMonth(project.id, version, isoOfMonth(month), key, value);
			version = row.version;
			edits.meet(row);
		}
	});
	const name = formatMonth(month, "month-long");
	if (!draft) {
		return (
			<div className={styles.one}>
				<h3 className={styles.name}>{name}</h3>
				{monthly.map((a) => {
					const value = start[a.key] ?? null;
					const usual = a.key === "weather" || a.key === "comment";
					if (!usual && value === null) return null;
					return (
						<div key={a.key}>
							{!usual && <div className={page.note}>{pick(a.label, lang)}</div>}
							{value === null ? (
								<span className={page.note}>
									{t(a.key === "weather" ? "project.months.none" : "project.months.silent")}
								</span>
							) : (
								fieldKind(a).view(value, a, context)
							)}
						</div>
					);
				})}
				{canEdit && (
					<Button small icon="edit" onPress={() => setDraft({})}>
						{t("project.months.edit")}
					</Button>
				)}
			</div>
		);
	}
	return (
		<form
			className={styles.one}
			aria-label={name}
			onSubmit={(e) => {
				e.preventDefault();
				save.mutate(draft, { onSuccess: () => setDraft(null) });
			}}
		>
			<h3 className={styles.name}>{name}</h3>
			<FormError error={save.error} />
			{monthly.map((a) => {
				const { Input } = fieldKind(a);
				return (
					<Input
						key={a.key}
						attribute={a}
						value={a.key in draft ? draft[a.key] : start[a.key]}
						context={context}
						label={pick(a.label, lang)}
						onChange={(v) => setDraft((old) => ({ ...old, [a.key]: v }))}
					/>
				);
			})}
			<div className={styles.buttons}>
				<Button small kind="primary" type="submit" isPending={save.isPending}>
					{t("action.save")}
				</Button>
				<Button small onPress={() => setDraft(null)}>
					{t("action.cancel")}
				</Button>
			</div>
		</form>
	);
}
