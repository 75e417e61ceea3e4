import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { Attribute } from "../../api/types";
import { takeMove, type Way } from "../../data/lifecycles";
import type { Project } from "../../data/projects";
import { keys } from "../../data/query-keys";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Form, fieldErrors } from "../../ui/form";
import { TextAreaField } from "../../ui/text-field";
import { sayDone } from "../../views/editing/undo-said";

type Props = {
	project: Project;
	attributes: readonly Attribute[];
	way: Way;
	title: string;
	from: string;
	to: string;
	onClose: () => void;
};

// MoveDialog leads a project to another stage: it asks for what the stage needs and
// is not there, and at a gate for the decision.
export function MoveDialog({ project, attributes, way, title, from, to, onClose }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const context = useFieldContext(typeof project.currency === "string" ? project.currency : undefined);
	const [values, setValues] = useState<Record<string, unknown>>({});
	const [decision, setDecision] = useState("");
	const [why, setWhy] = useState("");
	const queries = useQueryClient();
	const what = `${title} · ${String(project.name ?? "")}`;
	const missing = attributes.filter((a) => way.missing.includes(a.key));
	const move = useMutation({
		mutationFn: () => takeMove(project, { to: way.to, changes: values, decision, why }, attributes, what),
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: keys.projects });
			sayDone({ text: what, way: "undo" });
			onClose();
		},
	});
	const wrong = fieldErrors(move.error);
	const said = [...missing.map((a) => a.key), "decision", "why"];
	const other = Object.keys(wrong).some((key) => !said.includes(key)) || Object.keys(wrong).length === 0;
	const ready =
		missing.every((a) => values[a.key] !== undefined && values[a.key] !== null) &&
		(!way.gate || decision.trim() !== "");
	return (
		<Dialog
			title={title}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" type="submit" form={form} isPending={move.isPending} isDisabled={!ready}>
						{title}
					</Button>
				</>
			}
		>
			<Form id={form} onSubmit={() => ready && move.mutate()} error={other ? move.error : null} label={title}>
				<p>{t("path.fromTo", { from, to })}</p>
				{missing.map((a, i) => {
					const { Input } = fieldKind(a);
					return (
						<Input
							key={a.key}
							attribute={a}
							value={values[a.key] ?? null}
							onChange={(v) => setValues((now) => ({ ...now, [a.key]: v }))}
							context={context}
							label={pick(a.label, lang)}
							{...(wrong[a.key] ? { error: wrong[a.key] } : {})}
							autoFocus={i === 0}
							required
						/>
					);
				})}
				{way.gate && (
					<TextAreaField
						label={t("path.decision")}
						help={t("path.decisionHelp")}
						error={wrong.decision}
						value={decision}
						onChange={setDecision}
						rows={2}
						autoFocus={missing.length === 0}
						required
					/>
				)}
				<TextAreaField
					label={t("path.why")}
					value={why}
					onChange={setWhy}
					rows={2}
					autoFocus={missing.length === 0 && !way.gate}
				/>
			</Form>
		</Dialog>
	);
}
