import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api, send } from "../../api/client";
import type { List } from "../../api/types";
import type { Calendar, Calendars } from "../../data/calendars";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import { Form, FormRow, FormSection, fieldErrors } from "../../ui/form";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { CalendarDays } from "./calendar-days";
import { CalendarImport } from "./calendar-import";
import { CalendarUses } from "./calendar-uses";
import { CalendarWeek } from "./calendar-week";
import { CalendarYear } from "./calendar-year";
import { type Says, saysOf, useHolidaySets } from "./calendars";
import styles from "./calendars.module.css";
import { PanelActions } from "./panel-actions";

type Props = {
	calendar: Calendar | null;
	all: Calendars;
	onSaved: (before: Calendar | null, now: Calendar | null) => Promise<void>;
	onClose: () => void;
};

const empty: Says = { name: { fr: "", en: "" }, parent: "", week: [], holidays: "above", days: [] };

// CalendarForm writes a calendar, and shows a year of it as it is being written.
export function CalendarForm({ calendar, all, onSaved, onClose }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const start = calendar ? saysOf(calendar) : empty;
	const [says, setSays] = useState(start);
	const [unit, setUnit] = useState("");
	const [instead, setInstead] = useState<string | null>(null);
	const set = (part: Partial<Says>) => setSays({ ...says, ...part });
	const dirty = JSON.stringify(says) !== JSON.stringify(start) || unit !== "";
	const sets = useHolidaySets(lang);
	const units = useQuery({
		queryKey: [...keys.units, "names"],
		queryFn: () => api.get<List<{ id: string; name: string }>>("/units", { limit: 500 }),
		enabled: !calendar,
	});
	const save = useMutation({
		mutationFn: () =>
			calendar
				? send<Calendar>("PATCH", `/calendars/${calendar.id}`, { body: says, version: calendar.version })
				: api.post<Calendar>("/calendars", { ...says, ...(unit ? { unit } : {}) }),
		onSuccess: (now) => onSaved(calendar, now),
	});
	const remove = useMutation({
		mutationFn: () =>
			send<void>("DELETE", `/calendars/${calendar?.id}`, {
				version: calendar?.version ?? 0,
				query: { instead: instead ?? "" },
			}),
		onSuccess: () => onSaved(calendar, null),
	});
	const wrong = fieldErrors(save.error);
	const standard = calendar?.standard === true;
	const others = all.items.filter((c) => c.id !== calendar?.id);
	const named = (c: Calendar) => ({ id: c.id, name: pick(c.name, lang) });
	const above = others.find((c) => c.id === says.parent) ?? all.items.find((c) => c.standard);
	const holidayName = (key: string) =>
		key === "" ? t("calendar.noHolidays") : (sets.data?.items.find((s) => s.key === key)?.name ?? key);
	const holidays = [
		...(standard
			? []
			: [{ id: "above", name: t("calendar.above", { what: holidayName(above?.holds.holidays ?? "") }) }]),
		{ id: "none", name: t("calendar.noHolidays") },
		...(sets.data?.items ?? []).map((s) => ({ id: s.key, name: s.name, detail: s.country })),
	];
	const editable = !calendar || calendar.can_edit;
	return (
		<>
			<div className={styles.form}>
				<Form
					id={form}
					onSubmit={() => save.mutate()}
					error={save.error}
					label={calendar ? pick(calendar.name, lang) : t("calendar.new")}
				>
					<FormRow>
						<TextField
							label={t("label.fr")}
							error={wrong.name}
							value={says.name.fr}
							onChange={(fr) => set({ name: { ...says.name, fr } })}
							isDisabled={!editable}
							autoFocus={!calendar}
						/>
						<TextField
							label={t("label.en")}
							value={says.name.en}
							onChange={(en) => set({ name: { ...says.name, en } })}
							isDisabled={!editable}
						/>
					</FormRow>
					{!calendar && (
						<Select
							label={t("calendar.whose")}
							help={t("calendar.whoseHelp")}
							value={unit}
							onChange={setUnit}
							options={[{ id: "", name: t("calendar.everybody") }, ...(units.data?.items ?? [])]}
						/>
					)}
					{!standard && (
						<Select
							label={t("calendar.parent")}
							help={t("calendar.parentHelp")}
							error={wrong.parent}
							value={says.parent || (above?.id ?? null)}
							onChange={(parent) => set({ parent })}
							options={others.map(named)}
							isDisabled={!editable}
						/>
					)}
					<ComboBox
						label={t("calendar.holidays")}
						help={t("calendar.holidaysHelp")}
						error={wrong.holidays}
						value={says.holidays}
						onChange={(id) => set({ holidays: id ?? (standard ? "none" : "above") })}
						options={holidays}
						isDisabled={!editable}
					/>
					<FormSection title={t("calendar.week")}>
						<CalendarWeek
							week={says.week}
							above={
								standard
									? calendar?.week?.length
										? null
										: (calendar?.holds.week ?? null)
									: (above?.holds.week ?? null)
							}
							conventions={standard}
							wrong={wrong}
							isDisabled={!editable}
							onChange={(week) => set({ week })}
						/>
					</FormSection>
					<FormSection title={t("calendar.days")}>
						<CalendarDays days={says.days} wrong={wrong} isDisabled={!editable} onChange={(days) => set({ days })} />
					</FormSection>
				</Form>
				{calendar && <CalendarImport calendar={calendar} onDone={(now) => onSaved(calendar, now)} />}
				{editable && (
					<div className={styles.actions}>
						<PanelActions
							form={form}
							saving={save.isPending}
							canSave={dirty && (!!says.name.fr || !!says.name.en)}
							isNew={!calendar}
							onCancel={calendar ? () => setSays(start) : onClose}
							remove={
								calendar && !standard
									? {
											name: pick(calendar.name, lang),
											run: () => remove.mutate(),
											running: remove.isPending,
											error: remove.error,
											whole: true,
											about: (
												<>
													<CalendarUses id={calendar.id} />
													{calendar.used > 0 && (
														<Select
															label={t("calendar.instead", { count: calendar.used })}
															value={instead}
															onChange={setInstead}
															options={others.map(named)}
														/>
													)}
												</>
											),
										}
									: undefined
							}
						/>
					</div>
				)}
			</div>
			<CalendarYear id={calendar?.id ?? null} unit={unit} says={says} />
		</>
	);
}
