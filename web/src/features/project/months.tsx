import { useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { useToday } from "../../data/me";
import { edits, saveMonth, useMonths, useWrite } from "../../data/projects";
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

// Months is the weather of the last twelve months, with what was said of each.
export function Months({ project, attributes, canEdit, asOf }: Props) {
	const { t } = useLang();
	const today = useToday();
	const last = monthOf(dayFromISO(asOf) || today);
	const [chosen, setChosen] = useState<Month>(last);
	const [end, setEnd] = useState<Month>(last);
	const weather = useMonths(project.id, "weather");
	const comment = useMonths(project.id, "comment");
	const of = (list: typeof weather.data, month: Month) =>
		list?.find((m) => m.month === isoOfMonth(month))?.value ?? null;
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
					const word = of(weather.data, month);
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
							{of(comment.data, month) !== null && <span className={styles.said} />}
						</button>
					);
				})}
			</div>
			<OneMonth
				key={`${chosen} ${String(of(weather.data, chosen))} ${String(of(comment.data, chosen))}`}
				project={project}
				attributes={attributes}
				month={chosen}
				canEdit={canEdit}
				start={{ weather: of(weather.data, chosen), comment: of(comment.data, chosen) }}
			/>
		</section>
	);
}

function yearsOf(months: readonly Month[]): string {
	const [first, last] = [Math.floor((months[0] ?? 0) / 12), Math.floor((months.at(-1) ?? 0) / 12)];
	return first === last ? String(first) : `${first}–${last}`;
}

type MonthProps = Omit<Props, "asOf"> & { month: Month; start: { weather: unknown; comment: unknown } };

function OneMonth({ project, attributes, month, canEdit, start }: MonthProps) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const [draft, setDraft] = useState<Record<string, unknown> | null>(null);
	const save = useWrite(async (values: Record<string, unknown>) => {
		let { version } = edits.latest(project);
		for (const [key, value] of Object.entries(values)) {
			const row = await saveMonth(project.id, version, isoOfMonth(month), key, value);
			version = row.version;
			edits.meet(row);
		}
	});
	const monthly = ["weather", "comment"].flatMap((key) => attributes.find((a) => a.key === key) ?? []);
	const name = formatMonth(month, "month-long");
	if (!draft) {
		return (
			<div className={styles.one}>
				<h3 className={styles.name}>{name}</h3>
				{monthly.map((a) => {
					const value = start[a.key as "weather"];
					return (
						<div key={a.key}>
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
						value={a.key in draft ? draft[a.key] : start[a.key as "weather"]}
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
