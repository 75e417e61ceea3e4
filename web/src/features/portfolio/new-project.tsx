import { lazy, Suspense, useId, useRef, useState } from "react";
import { api } from "../../api/client";
import type { Attribute, Portfolio, Row } from "../../api/types";
import { isPassing } from "../../data/faults";
import { madeProject } from "../../data/moves";
import { useWrite } from "../../data/projects";
import { wire } from "../../data/rows";
import { createFromTemplate, fitting, useTemplates } from "../../data/templates";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { useTyped } from "../../ui/dialog";
import { Form, fieldErrors } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import { TemplateChoice } from "../../views/template/choice";

const WhatComes = lazy(() => import("./new-template"));

const five = ["name", "unit", "type", "manager", "start"];

type Props = {
	attributes: readonly Attribute[];
	portfolio?: Portfolio;
	onClose: () => void;
	onMade: (row: Row) => void;
};

// NewProject asks for five things; the rest comes with the template for the type, or is
// filled in afterwards.
export function NewProject({ attributes, portfolio, onClose, onMade }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const { dismiss, watch, question } = useTyped(onClose);
	const context = useFieldContext();
	const [values, setValues] = useState<Record<string, unknown>>({});
	const [wanted, setWanted] = useState<string | null>(null);
	const [picked, setPicked] = useState<string[] | null>(null);
	const offered = fitting(useTemplates().data?.items ?? [], values.type);
	const first = offered[0]?.proposed && offered[0].type ? offered[0].id : "";
	const template = wanted !== null && (wanted === "" || offered.some((o) => o.id === wanted)) ? wanted : first;
	const once = useRef(newKey());
	const create = useWrite(async (body: Record<string, unknown>) => {
		const row = template
			? await createFromTemplate(template, { values: body, ...(picked ? { items: picked } : {}) }, once.current)
			: await api.post<Row>("/projects", body, { once: once.current });
		if (portfolio?.kind === "manual") await api.post(`/portfolios/${portfolio.id}/members`, { add: [row.id] });
		madeProject(row, t("editing.created", { name: String(row.name ?? "") }));
		return row;
	});
	const wrong = fieldErrors(create.error);
	// What is asked for under a condition comes once the answer says that it is.
	const conditional = (a: Attribute) => !!wrong[a.key] || a.key in values;
	const asked = [
		...five.flatMap((key) => attributes.find((a) => a.key === key) ?? []),
		...attributes.filter(
			(a) => !five.includes(a.key) && !a.read_only && ((a.required && !a.shown_if) || conditional(a)),
		),
	];
	// A request whose answer was lost is not carried out twice.
	const anew = () => {
		once.current = newKey();
	};
	const onError = (error: Error) => {
		if (!isPassing(error)) anew();
	};
	const body = Object.fromEntries(Object.entries(values).flatMap(([k, v]) => (v === null ? [] : [[k, wire(v)]])));
	const submit = () => {
		create.mutate(body, { onSuccess: onMade, onError });
	};
	return (
		<SidePanel
			title={t("portfolio.new.title")}
			onClose={dismiss}
			footer={
				<>
					<Button kind="primary" type="submit" form={form} isPending={create.isPending}>
						{t("portfolio.new.create")}
					</Button>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
				</>
			}
		>
			<div onInputCapture={watch}>
				<Form id={form} onSubmit={submit} error={create.error} label={t("portfolio.new.title")}>
					{asked.map((a) => {
						const { Input } = fieldKind(a);
						return (
							<Input
								key={a.key}
								attribute={a}
								value={values[a.key] ?? null}
								context={context}
								label={pick(a.label, lang)}
								help={pick(a.help, lang) || undefined}
								error={wrong[a.key]}
								required={a.required}
								autoFocus={a.key === "name"}
								onChange={(v) => {
									anew();
									setValues((old) => ({ ...old, [a.key]: v }));
								}}
							/>
						);
					})}
					{offered.length > 0 && (
						<TemplateChoice
							none
							templates={offered}
							value={template}
							onChange={(id) => {
								anew();
								setPicked(null);
								setWanted(id);
							}}
						/>
					)}
					{template && (
						<Suspense fallback={null}>
							<WhatComes
								template={template}
								values={body}
								picked={picked}
								onPick={(ids) => {
									anew();
									setPicked(ids);
								}}
							/>
						</Suspense>
					)}
				</Form>
			</div>
			{question}
		</SidePanel>
	);
}

function newKey(): string {
	return [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("-");
}
