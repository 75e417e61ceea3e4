import { useMutation } from "@tanstack/react-query";
import { useEffect, useId, useMemo, useState } from "react";
import { useCalendars } from "../../data/calendars";
import type { PlanChanged, PlanEdit, PlanLine, PlanShown } from "../../data/plans";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button, IconButton } from "../../ui/button";
import { Form, FormSection, fieldErrors, useDraft } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import { TextAreaField, TextField } from "../../ui/text-field";
import { useNarrow } from "../../ui/use-narrow";
import { clashing, type ItemDraft, itemDraft, itemEdit, settled, unreadOf } from "./item-draft";
import { type Part, PlacedFields, ProgressFields, WorkFields } from "./item-fields";
import { PeopleFields } from "./item-people";
import { ResourcesField } from "./item-resources";
import { ValueFields } from "./value-fields";
import type { PlanAttribute } from "./values";

type Props = {
	plan: PlanShown;
	line: PlanLine;
	attributes: readonly PlanAttribute[];
	onSave: (edit: PlanEdit) => Promise<PlanChanged | undefined>;
	// onTyped is told whether something is typed that is not saved
	onTyped: (is: boolean) => void;
	onWhy: () => void;
	// onCancel closes, and what is typed is given up
	onCancel: () => void;
	onClose: () => void;
	onNext?: (() => void) | undefined;
	onPrevious?: (() => void) | undefined;
};

// ItemPanel is what can be said of a line of a plan.
export function ItemPanel({
	plan,
	line,
	attributes,
	onSave,
	onTyped,
	onWhy,
	onCancel,
	onClose,
	onNext,
	onPrevious,
}: Props) {
	const { t, lang } = useLang();
	const narrow = useNarrow();
	const form = useId();
	const calendars = useCalendars();
	const measures = useMemo(() => ({ day: plan.day_minutes, week: plan.week_minutes }), [plan]);
	const was = useMemo(() => itemDraft(line, measures, t), [line, measures, t]);
	const [draft, set] = useDraft<ItemDraft>(was);
	const edit = itemEdit(line, was, draft, measures);
	const [base, setBase] = useState(was);
	if (!edit && base !== was) setBase(was);
	const save = useMutation({
		mutationFn: ({ asked }: { asked: PlanEdit; sent: ItemDraft }) => onSave(asked),
		onSuccess: (made, { sent }) => {
			const kept = made?.items?.find((l) => l.id === line.id);
			if (kept) set(settled(draft, sent, itemDraft(kept, measures, t)));
		},
	});
	const typed = edit !== null && plan.can_edit;
	useEffect(() => onTyped(typed), [onTyped, typed]);
	useEffect(() => () => onTyped(false), [onTyped]);
	const wrong = Object.fromEntries(
		Object.entries(fieldErrors(save.error)).map(([where, text]) => [where.replace(/^edits\[\d+\]\./, ""), text]),
	);
	for (const key of unreadOf(draft, measures)) wrong[`${key}_minutes`] = t("gantt.length.unread");
	const unread = unreadOf(draft, measures).length > 0;
	const part: Part = { line, plan, draft, set, wrong, isDisabled: !plan.can_edit };
	const own = (calendars.data?.items ?? []).map((c) => ({ id: c.id, name: pick(c.name, lang) }));
	return (
		<SidePanel
			title={line.name}
			onClose={onClose}
			{...(onNext ? { onNext } : {})}
			{...(onPrevious ? { onPrevious } : {})}
			actions={
				narrow ? (
					<IconButton icon="help" label={t("gantt.page.reason")} onPress={onWhy} small />
				) : (
					<Button kind="quiet" icon="help" small onPress={onWhy}>
						{t("gantt.page.reason")}
					</Button>
				)
			}
			footer={
				plan.can_edit && (
					<>
						<Button type="submit" form={form} kind="primary" isPending={save.isPending} isDisabled={!edit || unread}>
							{t("action.save")}
						</Button>
						<Button onPress={onCancel}>{t("action.cancel")}</Button>
					</>
				)
			}
		>
			<Form
				id={form}
				label={line.name}
				error={save.error}
				onSubmit={() => {
					if (edit && !unread && !save.isPending) save.mutate({ asked: edit, sent: draft });
				}}
			>
				{edit && clashing(draft, was, base) && <Banner tone="warn">{t("gantt.item.meanwhile")}</Banner>}
				{line.warnings?.map((warning) => (
					<Banner key={warning} tone="warn">
						{warning}
					</Banner>
				))}
				<TextField
					label={t("gantt.column.name")}
					value={draft.name}
					onChange={(name) => set({ name })}
					error={wrong.name}
					isDisabled={!plan.can_edit}
					required
				/>
				<PeopleFields {...part} />
				<FormSection title={t("gantt.item.dates")}>
					<PlacedFields {...part} calendars={own} />
					<TextField
						label={t("gantt.column.waits")}
						help={t("gantt.item.waitsHelp")}
						value={draft.waits}
						onChange={(waits) => set({ waits })}
						error={wrong.predecessors}
						isDisabled={!plan.can_edit}
					/>
				</FormSection>
				{line.kind === "task" && (
					<>
						<FormSection title={t("gantt.item.work")}>
							<ResourcesField {...part} />
							<WorkFields {...part} />
						</FormSection>
						<FormSection title={t("gantt.item.progress")}>
							<ProgressFields {...part} />
						</FormSection>
					</>
				)}
				<ValueFields {...part} attributes={attributes} />
				<TextAreaField
					label={t("gantt.item.note")}
					value={draft.note}
					onChange={(note) => set({ note })}
					isDisabled={!plan.can_edit}
				/>
			</Form>
		</SidePanel>
	);
}
