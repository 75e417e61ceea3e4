import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { api } from "../../api/client";
import type { Portfolio } from "../../api/types";
import { useWrite } from "../../data/projects";
import type { RowQuery } from "../../data/rows";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Confirm, Dialog } from "../../ui/dialog";
import { Form, FormError, fieldErrors } from "../../ui/form";
import { RadioGroup } from "../../ui/radio";
import { TextAreaField, TextField } from "../../ui/text-field";
import { BaselineOfList } from "../../views/baseline-of-list";

export type Asked = { kind: "create" | "baseline" } | { kind: "change" | "remove"; portfolio: Portfolio };

type Props = { asked: Asked; query: Pick<RowQuery, "filter" | "q" | "portfolio">; onClose: () => void };

// PortfolioDialog makes, changes or deletes a portfolio, or keeps a baseline of what is
// listed. The projects of a portfolio are picked by hand, or follow a filter.
export function PortfolioDialog({ asked, query, onClose }: Props) {
	const { filter, q, portfolio } = query;
	if (asked.kind === "remove") return <Remove portfolio={asked.portfolio} onClose={onClose} />;
	if (asked.kind === "baseline") return <BaselineOfList asked={{ filter, q, portfolio }} onClose={onClose} />;
	return <Edit portfolio={asked.kind === "change" ? asked.portfolio : null} filter={filter} onClose={onClose} />;
}

function Edit({ portfolio, filter, onClose }: { portfolio: Portfolio | null; filter: string; onClose: () => void }) {
	const t = useT();
	const form = useId();
	const navigate = useNavigate();
	const [draft, setDraft] = useState({
		name: portfolio?.name ?? "",
		description: portfolio?.description ?? "",
		kind: portfolio?.kind ?? (filter ? "filter" : "manual"),
		filter: portfolio?.filter ?? filter,
	});
	const put = (change: Partial<typeof draft>) => setDraft((d) => ({ ...d, ...change }));
	const save = useWrite((body: typeof draft) =>
		portfolio
			? api.patch<Portfolio>(`/portfolios/${portfolio.id}`, body, portfolio.version)
			: api.post<Portfolio>("/portfolios", body),
	);
	const submit = () =>
		save.mutate(draft, {
			onSuccess: (made) => {
				onClose();
				if (!portfolio) void navigate({ href: `/portfolio/${made.id}` });
			},
		});
	const wrong = fieldErrors(save.error);
	return (
		<Dialog
			title={t(portfolio ? "portfolio.manage.change" : "portfolio.manage.create")}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" type="submit" form={form} isPending={save.isPending}>
						{t(portfolio ? "action.save" : "action.create")}
					</Button>
				</>
			}
		>
			<Form id={form} onSubmit={submit} error={save.error} label={t("portfolio.manage.title")}>
				<TextField
					label={t("portfolio.manage.name")}
					value={draft.name}
					onChange={(name) => put({ name })}
					error={wrong.name}
					required
					autoFocus
				/>
				<TextAreaField
					label={t("portfolio.manage.description")}
					value={draft.description}
					onChange={(description) => put({ description })}
					rows={2}
				/>
				<RadioGroup
					label={t("portfolio.manage.kind")}
					value={draft.kind}
					onChange={(kind) => put({ kind: kind === "filter" ? "filter" : "manual" })}
					options={[
						{ id: "manual", name: t("portfolio.manage.manual") },
						{ id: "filter", name: t("portfolio.manage.filter") },
					]}
				/>
				{draft.kind === "filter" && (
					<TextAreaField
						label={t("portfolio.filter.condition")}
						help={t("portfolio.filter.example")}
						value={draft.filter}
						onChange={(text) => put({ filter: text })}
						error={wrong.filter}
						rows={2}
						required
					/>
				)}
			</Form>
		</Dialog>
	);
}

function Remove({ portfolio, onClose }: { portfolio: Portfolio; onClose: () => void }) {
	const t = useT();
	const navigate = useNavigate();
	const remove = useWrite(() => api.remove(`/portfolios/${portfolio.id}`, portfolio.version));
	return (
		<Confirm
			title={t("confirm.delete", { name: portfolio.name })}
			isOpen
			onClose={onClose}
			action={t("action.delete")}
			isPending={remove.isPending}
			onConfirm={() =>
				remove.mutate(undefined, {
					onSuccess: () => {
						onClose();
						void navigate({ href: "/portfolio" });
					},
				})
			}
		>
			<FormError error={remove.error} />
			{t("portfolio.manage.removeText")}
		</Confirm>
	);
}
