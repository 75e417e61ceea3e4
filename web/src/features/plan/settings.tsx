import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { useCalendars } from "../../data/calendars";
import { useToday } from "../../data/me";
import type { PlanEdit, PlanShown } from "../../data/plans";
import { dayFromISO, isoOfDay } from "../../format/day";
import { formatDuration, readDuration } from "../../format/duration";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Dialog } from "../../ui/dialog";
import { Form, FormRow, fieldErrors, useDraft } from "../../ui/form";
import { RadioGroup } from "../../ui/radio";
import { Select } from "../../ui/select";
import { Switch } from "../../ui/switch";
import { TextField } from "../../ui/text-field";

type Props = { plan: PlanShown; onSave: (edit: PlanEdit) => Promise<unknown>; onClose: () => void };

const rules = ["contiguous", "retained", "override", "actual"] as const;
const lags = ["predecessor", "successor", "project", "round_the_clock"] as const;
const floats = ["finish", "start", "smaller"] as const;
const ways = ["float", "longest_path"] as const;
const profiles = ["msproject", "p6"] as const;

// Settings is what holds for a plan as a whole: when it begins, by which rules its dates
// follow, and whether they follow by themselves.
export function Settings({ plan, onSave, onClose }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const today = useToday();
	const calendars = useCalendars();
	const measures = { day: plan.day_minutes, week: plan.week_minutes };
	const start = {
		start: dayFromISO(plan.own_start),
		by: dayFromISO(plan.finish_by),
		status: dayFromISO(plan.status_date),
		calendar: plan.own_calendar ? plan.calendar : "",
		profile: plan.profile as string,
		rule: (plan.progress_rule ?? "") as string,
		lags: (plan.lag_calendar ?? "") as string,
		float: (plan.float_rule ?? "") as string,
		way: plan.critical_by as (typeof ways)[number],
		critical: formatDuration(plan.critical_minutes, measures, t),
		auto: plan.auto_scheduling,
	};
	const [draft, set, dirty] = useDraft(start);
	const critical = readDuration(draft.critical || "0", measures);
	const usual = { id: "", name: t("gantt.settings.ruleOfProfile") };
	const day = (d: number) => (d ? isoOfDay(d) : "");
	const save = useMutation({
		mutationFn: () =>
			onSave({
				op: "plan",
				plan_start: day(draft.start),
				finish_by: day(draft.by),
				status_date: day(draft.status),
				plan_calendar: draft.calendar,
				profile: draft.profile as (typeof profiles)[number],
				progress_rule: draft.rule,
				lag_calendar: draft.lags,
				float_rule: draft.float,
				critical_by: draft.way,
				critical_minutes: critical ?? 0,
				auto_scheduling: draft.auto,
			}),
		onSuccess: onClose,
	});
	const wrong = Object.fromEntries(
		Object.entries(fieldErrors(save.error)).map(([where, text]) => [where.replace(/^edits\[\d+\]\./, ""), text]),
	);
	return (
		<Dialog
			title={t("gantt.settings.title")}
			isOpen
			onClose={onClose}
			actions={
				<Button
					type="submit"
					form={form}
					kind="primary"
					isPending={save.isPending}
					isDisabled={!dirty || critical === null}
				>
					{t("action.save")}
				</Button>
			}
		>
			<Form id={form} label={t("gantt.settings.title")} error={save.error} onSubmit={() => save.mutate()}>
				<FormRow>
					<DateField
						label={t("gantt.settings.start")}
						help={t("gantt.settings.startHelp")}
						value={draft.start}
						onChange={(start) => set({ start })}
						today={today}
						error={wrong.plan_start}
					/>
					<DateField
						label={t("gantt.settings.by")}
						help={t("gantt.settings.byHelp")}
						value={draft.by}
						onChange={(by) => set({ by })}
						today={today}
						error={wrong.finish_by}
					/>
					<DateField
						label={t("gantt.settings.status")}
						help={t("gantt.settings.statusHelp")}
						value={draft.status}
						onChange={(status) => set({ status })}
						today={today}
						error={wrong.status_date}
					/>
				</FormRow>
				<Select
					label={t("gantt.item.calendar")}
					value={draft.calendar}
					onChange={(calendar) => set({ calendar })}
					options={[
						{ id: "", name: t("gantt.settings.nearest") },
						...(calendars.data?.items ?? []).map((c) => ({ id: c.id, name: pick(c.name, lang) })),
					]}
					error={wrong.calendar}
				/>
				<RadioGroup
					label={t("gantt.settings.profile")}
					value={draft.profile}
					onChange={(profile) => set({ profile })}
					options={profiles.map((id) => ({
						id,
						name: t(`gantt.profile.${id}`),
						note: t(`gantt.profileNote.${id}`),
					}))}
				/>
				<FormRow>
					<Select
						label={t("gantt.settings.criticalBy")}
						help={t(`gantt.settings.criticalNote.${draft.way}`)}
						value={draft.way}
						onChange={(way) => set({ way: ways.find((id) => id === way) ?? "float" })}
						options={ways.map((id) => ({ id, name: t(`gantt.criticalBy.${id}`) }))}
						error={wrong.critical_by}
					/>
					<TextField
						label={t("gantt.settings.critical")}
						help={t("gantt.settings.criticalHelp")}
						value={draft.critical}
						onChange={(text) => set({ critical: text })}
						isDisabled={draft.way !== "float"}
						error={critical === null ? t("gantt.length.unread") : wrong.critical_minutes}
					/>
				</FormRow>
				<Select
					label={t("gantt.settings.rule")}
					value={draft.rule}
					onChange={(rule) => set({ rule })}
					options={[usual, ...rules.map((id) => ({ id, name: t(`gantt.rule.${id}`) }))]}
					error={wrong.progress_rule}
				/>
				<FormRow>
					<Select
						label={t("gantt.settings.lags")}
						value={draft.lags}
						onChange={(lags) => set({ lags })}
						options={[usual, ...lags.map((id) => ({ id, name: t(`gantt.lagCalendar.${id}`) }))]}
						error={wrong.lag_calendar}
					/>
					<Select
						label={t("gantt.settings.float")}
						value={draft.float}
						onChange={(float) => set({ float })}
						options={[usual, ...floats.map((id) => ({ id, name: t(`gantt.floatRule.${id}`) }))]}
						error={wrong.float_rule}
					/>
				</FormRow>
				<Switch isSelected={draft.auto} onChange={(auto) => set({ auto })} note={t("gantt.settings.autoNote")}>
					{t("gantt.settings.auto")}
				</Switch>
			</Form>
		</Dialog>
	);
}
