import { useToday } from "../../data/me";
import type { PlanLine, PlanShown } from "../../data/plans";
import { useLang } from "../../i18n/use-lang";
import { DateField } from "../../ui/date-field";
import { FormRow } from "../../ui/form";
import { NumberField } from "../../ui/number-field";
import { RadioGroup } from "../../ui/radio";
import { Select, type SelectOption } from "../../ui/select";
import { Switch } from "../../ui/switch";
import { TextField } from "../../ui/text-field";
import { constraints, dated, type ItemDraft } from "./item-draft";

// Part is what the fields of a line are about.
export type Part = {
	plan: PlanShown;
	line: PlanLine;
	draft: ItemDraft;
	set: (change: Partial<ItemDraft>) => void;
	wrong: Readonly<Record<string, string>>;
	isDisabled: boolean;
};

// PlacedFields say when a line is: by its links and a constraint, or by hand.
export function PlacedFields({ line, draft, set, wrong, isDisabled, calendars }: Part & { calendars: SelectOption[] }) {
	const { t } = useLang();
	const today = useToday();
	const phase = line.kind === "phase";
	const milestone = line.kind === "milestone";
	const off = { today, isDisabled };
	return (
		<>
			{!phase && (
				<RadioGroup
					label={t("gantt.item.mode")}
					value={draft.manual ? "manual" : "auto"}
					onChange={(mode) => set({ manual: mode === "manual" })}
					isDisabled={isDisabled}
					options={[
						{ id: "auto", name: t("gantt.item.auto"), note: t("gantt.item.autoNote") },
						{ id: "manual", name: t("gantt.item.manual"), note: t("gantt.item.manualNote") },
					]}
				/>
			)}
			{draft.manual && !phase && (
				<FormRow>
					<DateField
						{...off}
						label={milestone ? t("gantt.item.date") : t("gantt.column.start")}
						value={draft.start}
						onChange={(start) => set({ start })}
						error={wrong.start}
					/>
					{!milestone && (
						<DateField
							{...off}
							label={t("gantt.column.finish")}
							value={draft.finish}
							onChange={(finish) => set({ finish })}
							error={wrong.finish}
						/>
					)}
				</FormRow>
			)}
			{!draft.manual && (
				<FormRow>
					<Select
						label={t("gantt.item.constraint")}
						value={draft.constraint}
						onChange={(constraint) => set({ constraint })}
						options={constraints.map((id) => ({ id, name: t(`gantt.constraint.${id}`) }))}
						error={wrong.constraint}
						isDisabled={isDisabled}
					/>
					{dated(draft.constraint) && (
						<DateField
							{...off}
							label={t("gantt.item.on")}
							value={draft.on}
							onChange={(on) => set({ on })}
							error={wrong.constraint_date ?? wrong.date}
							required
						/>
					)}
				</FormRow>
			)}
			<FormRow>
				<DateField
					{...off}
					label={t("gantt.column.deadline")}
					help={t("gantt.item.deadlineHelp")}
					value={draft.deadline}
					onChange={(deadline) => set({ deadline })}
					error={wrong.deadline}
				/>
				<Select
					label={t("gantt.item.calendar")}
					value={draft.calendar}
					onChange={(calendar) => set({ calendar })}
					options={[{ id: "", name: t("gantt.item.calendarOfPlan") }, ...calendars]}
					error={wrong.calendar}
					isDisabled={isDisabled}
				/>
			</FormRow>
		</>
	);
}

const types = ["fixed_duration", "fixed_units", "fixed_work"] as const;

// WorkFields say how long a task takes and how much work it is; two of duration, effort
// and units give the third, by the type of the task.
export function WorkFields({ draft, set, wrong, isDisabled }: Part) {
	const { t } = useLang();
	return (
		<>
			<FormRow>
				<TextField
					label={t("gantt.column.duration")}
					value={draft.duration}
					onChange={(duration) => set({ duration })}
					error={wrong.duration_minutes}
					isDisabled={isDisabled}
				/>
				<TextField
					label={t("gantt.item.effort")}
					value={draft.effort}
					onChange={(effort) => set({ effort })}
					error={wrong.effort_minutes}
					isDisabled={isDisabled}
				/>
				<NumberField
					label={t("gantt.item.units")}
					value={draft.units}
					onChange={(units) => set({ units })}
					unit="%"
					step="10"
					min={0}
					error={wrong.units}
					isDisabled={isDisabled}
				/>
			</FormRow>
			<Select
				label={t("gantt.item.type")}
				help={t(`gantt.typeHelp.${draft.type as (typeof types)[number]}`)}
				value={draft.type}
				onChange={(type) => set({ type })}
				options={types.map((id) => ({ id, name: t(`gantt.type.${id}`) }))}
				isDisabled={isDisabled}
			/>
			<Switch
				isSelected={draft.elapsed}
				onChange={(elapsed) => set({ elapsed })}
				note={t("gantt.item.elapsedNote")}
				isDisabled={isDisabled}
			>
				{t("gantt.item.elapsed")}
			</Switch>
		</>
	);
}

// ProgressFields say what happened of a task.
export function ProgressFields({ draft, set, wrong, isDisabled }: Part) {
	const { t } = useLang();
	const today = useToday();
	return (
		<>
			<FormRow>
				<NumberField
					label={t("gantt.column.progress")}
					value={draft.progress}
					onChange={(progress) => set({ progress })}
					unit="%"
					step="10"
					min={0}
					max={100}
					error={wrong.progress}
					isDisabled={isDisabled}
				/>
				<TextField
					label={t("gantt.item.remaining")}
					help={t("gantt.item.remainingHelp")}
					value={draft.remaining}
					onChange={(remaining) => set({ remaining })}
					error={wrong.remaining_minutes}
					isDisabled={isDisabled}
				/>
			</FormRow>
			<FormRow>
				<DateField
					label={t("gantt.item.actualStart")}
					value={draft.actualStart}
					onChange={(actualStart) => set({ actualStart })}
					today={today}
					error={wrong.actual_start}
					isDisabled={isDisabled}
				/>
				<DateField
					label={t("gantt.item.actualFinish")}
					value={draft.actualFinish}
					onChange={(actualFinish) => set({ actualFinish })}
					today={today}
					error={wrong.actual_finish}
					isDisabled={isDisabled}
				/>
			</FormRow>
		</>
	);
}
