import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { api } from "../../api/client";
import { useToday } from "../../data/me";
import { usePortfolios } from "../../data/projects";
import { formatDay, isoOfDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { DateField } from "../../ui/date-field";
import { Dialog } from "../../ui/dialog";
import { Form, fieldErrors } from "../../ui/form";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import type { Review } from "./types";

// NewReview asks for the three things that a review begins with; its agenda is
// then made by the rules.
export function NewReview({ portfolio, onClose }: { portfolio: string; onClose: () => void }) {
	const t = useT();
	const form = useId();
	const today = useToday();
	const navigate = useNavigate();
	const portfolios = usePortfolios().data ?? [];
	const [of, setOf] = useState(portfolio);
	const [day, setDay] = useState(today);
	const [name, setName] = useState("");
	const chosen = of || portfolios[0]?.id || "";
	const make = useMutation({
		mutationFn: () => api.post<Review>("/reviews", { portfolio: chosen, day: isoOfDay(day), name }),
		onSuccess: (r) => void navigate({ href: `/reviews/${r.id}` }),
	});
	const wrong = fieldErrors(make.error);
	return (
		<Dialog
			title={t("review.new")}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" type="submit" form={form} isPending={make.isPending} isDisabled={!chosen}>
						{t("review.prepare")}
					</Button>
				</>
			}
		>
			<Form id={form} onSubmit={() => make.mutate()} error={make.error} label={t("review.new")}>
				<Select
					label={t("review.portfolio")}
					options={portfolios.map((p) => ({
						id: p.id,
						name: p.name,
						detail: t("review.projects", { count: p.count }),
					}))}
					value={chosen || null}
					onChange={setOf}
					required
				/>
				<DateField
					label={t("review.day")}
					help={t("review.dayHelp")}
					value={day}
					onChange={setDay}
					today={today}
					error={wrong.day}
					required
				/>
				<TextField
					label={t("review.name")}
					value={name}
					onChange={setName}
					placeholder={t("review.nameOf", { day: formatDay(day, "short") })}
					error={wrong.name}
				/>
			</Form>
		</Dialog>
	);
}
