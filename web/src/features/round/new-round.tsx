import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { api } from "../../api/client";
import { useAttributes } from "../../data/catalogue";
import { useCan, useToday } from "../../data/me";
import { usePortfolios } from "../../data/projects";
import { keys } from "../../data/query-keys";
import { isoOfDay, isoOfMonth, monthOf } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { CheckboxGroup } from "../../ui/checkbox";
import { DateField } from "../../ui/date-field";
import { Dialog } from "../../ui/dialog";
import { Form, fieldErrors } from "../../ui/form";
import { Select } from "../../ui/select";
import { TextAreaField } from "../../ui/text-field";
import { monthTitle } from "./month";
import type { Round, RoundLine } from "./types";

const usual = ["weather", "comment", "start", "end"];
// often: what is asked for besides what is kept by month
const often = new Set([...usual, "progress", "actual_cost", "total_cost", "light", "stage"]);

// NewRound asks for what a round begins with. What was asked the last time is
// proposed again.
export function NewRound({ rounds, onClose }: { rounds: readonly RoundLine[]; onClose: () => void }) {
	const { t, lang } = useLang();
	const form = useId();
	const today = useToday();
	const navigate = useNavigate();
	const queries = useQueryClient();
	const everything = useCan("system.manage");
	const portfolios = usePortfolios().data ?? [];
	const attributes = useAttributes().data ?? [];
	const last = rounds[0];
	const [of, setOf] = useState(last ? (last.portfolio?.id ?? "all") : "");
	const [month, setMonth] = useState(monthOf(today));
	const [due, setDue] = useState(today + 7);
	const [fields, setFields] = useState(last?.fields ?? usual);
	const [note, setNote] = useState("");
	const chosen = of || portfolios[0]?.id || "all";
	const make = useMutation({
		mutationFn: () =>
			api.post<Round>("/rounds", {
				portfolio: chosen === "all" ? "" : chosen,
				month: isoOfMonth(month),
				due: isoOfDay(due),
				fields,
				note,
			}),
		onSuccess: (r) => {
			void queries.invalidateQueries({ queryKey: keys.rounds });
			void navigate({ href: `/rounds/${r.id}` });
		},
	});
	const wrong = fieldErrors(make.error);
	const asked = attributes.filter(
		(a) => !a.read_only && a.kind !== "computed" && (a.per_month || often.has(a.key) || fields.includes(a.key)),
	);
	return (
		<Dialog
			title={t("round.new")}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" type="submit" form={form} isPending={make.isPending} isDisabled={fields.length === 0}>
						{t("round.ask")}
					</Button>
				</>
			}
		>
			<Form id={form} onSubmit={() => make.mutate()} error={make.error} label={t("round.new")}>
				<Select
					label={t("round.portfolio")}
					options={[
						...(everything || chosen === "all" ? [{ id: "all", name: t("round.all") }] : []),
						...portfolios.map((p) => ({ id: p.id, name: p.name })),
					]}
					value={chosen}
					onChange={setOf}
					error={wrong.portfolio}
					required
				/>
				<Select
					label={t("round.month")}
					options={[0, 1, 2].map((back) => {
						const m = monthOf(today) - back;
						return { id: String(m), name: monthTitle(m) };
					})}
					value={String(month)}
					onChange={(m) => setMonth(Number(m))}
					error={wrong.month}
					required
				/>
				<DateField
					label={t("round.due")}
					help={t("round.dueHelp")}
					value={due}
					onChange={setDue}
					today={today}
					error={wrong.due}
					required
				/>
				<CheckboxGroup
					label={t("round.fields")}
					options={asked.map((a) => ({ id: a.key, name: pick(a.label, lang) }))}
					value={fields}
					onChange={setFields}
					error={wrong.fields}
				/>
				<TextAreaField
					label={t("round.note")}
					help={t("round.noteHelp")}
					value={note}
					onChange={setNote}
					error={wrong.note}
				/>
			</Form>
		</Dialog>
	);
}
