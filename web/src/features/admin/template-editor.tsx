import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useId, useState } from "react";
import { api } from "../../api/client";
import { Outdated } from "../../api/problem";
import type { List, Named } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { keys } from "../../data/query-keys";
import { type Template, useTemplateSections } from "../../data/templates";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Confirm } from "../../ui/dialog";
import { Form, FormError, FormRow, fieldErrors } from "../../ui/form";
import { Select } from "../../ui/select";
import { Skeleton } from "../../ui/states";
import { TextAreaField, TextField } from "../../ui/text-field";
import { useRemove, useSave } from "./objects";
import { SaveButton } from "./save-button";
import { TemplateBlocks } from "./template-blocks";
import type { Says } from "./template-draft";
import { TemplateHistory } from "./template-history";
import { TemplateLines } from "./template-lines";
import { TemplatePreview } from "./template-preview";
import { TemplateTree } from "./template-tree";
import styles from "./templates.module.css";

const TemplateLayout = lazy(() => import("./template-arranging").then((m) => ({ default: m.TemplateArranging })));

type Props = { stored: Template | null; start: Says; onClose: () => void; onMade: (t: Template) => void };

// TemplateEditor is one template: what it is for and what it makes, beside what that
// comes to on a project.
export function TemplateEditor({ stored, start, onClose, onMade }: Props) {
	const { t, lang } = useLang();
	const id = useId();
	const [says, setSays] = useState(start);
	const [kept, setKept] = useState(stored ? start : null);
	// base is the version that the draft was made from
	const [base, setBase] = useState(stored?.version ?? 0);
	const [asking, setAsking] = useState<"" | "leave" | "delete">("");
	const [arranging, setArranging] = useState(false);
	const [project, setProject] = useState<Named | null>(null);
	const set = (change: Partial<Says>) => setSays((before) => ({ ...before, ...change }));
	const sections = useTemplateSections().data ?? [];
	const attributes = useAttributes().data ?? [];
	const groups = useQuery({
		queryKey: [...keys.groups, "names"],
		queryFn: ({ signal }) => api.get<List<Named>>("/groups", { limit: 200 }, signal).then((l) => l.items),
		retry: false,
	});
	const dirty = kept !== says;
	const save = useSave<Template>(keys.templates, "/templates", (now) => {
		setKept(says);
		setBase(now.version);
		if (!stored) onMade(now);
	});
	// What others keep meanwhile is shown where nothing would be lost by it; otherwise
	// saving says so first, and saving again keeps this.
	const newer = stored !== null && stored.version !== base && !save.isPending;
	if (newer && !dirty) {
		setBase(stored.version);
		setSays(start);
		setKept(start);
	} else if (newer && save.error instanceof Outdated) setBase(stored.version);
	const remove = useRemove(keys.templates, "/templates", onClose);
	const retire = (retired: boolean) => stored && save.mutate({ stored, values: { retired } });
	const wrong = fieldErrors(save.error);
	const name = pick(says.name, lang) || t("template.new");
	const list = (key: "type" | "variant") => {
		const of = attributes.find((a) => a.key === key);
		return (
			of && (
				<Select
					label={pick(of.label, lang)}
					value={says[key] || "any"}
					onChange={(one) => set({ [key]: one === "any" ? "" : one })}
					options={[
						{ id: "any", name: t("template.any") },
						...of.choices.filter((c) => !c.retired).map((c) => ({ id: c.key, name: pick(c.label, lang) })),
					]}
				/>
			)
		);
	};
	if (arranging)
		return (
			<Suspense fallback={<Skeleton lines={12} />}>
				<TemplateLayout says={says} project={project} onChange={setSays} onEnd={() => setArranging(false)} />
			</Suspense>
		);
	return (
		<div className={styles.editor}>
			<div className={styles.settings}>
				<header className={styles.bar}>
					<Button
						kind="quiet"
						small
						icon="chevron-left"
						onPress={() => (dirty && kept ? setAsking("leave") : onClose())}
					>
						{t("template.title")}
					</Button>
					<h2>{name}</h2>
					<SaveButton
						form={id}
						label={t(stored ? "action.save" : "action.create")}
						isPending={save.isPending}
						isDisabled={!dirty}
					/>
					{stored && (
						<Button isDisabled={dirty} onPress={() => retire(!stored.retired)}>
							{t(stored.retired ? "template.useAgain" : "template.retire")}
						</Button>
					)}
					{stored && stored.applied === 0 && (
						<Button kind="danger" onPress={() => setAsking("delete")}>
							{t("action.delete")}
						</Button>
					)}
				</header>
				{stored && <p className={styles.quiet}>{t("template.uses", { applied: stored.applied, made: stored.made })}</p>}
				<Form
					id={id}
					label={t("template.title")}
					error={save.error}
					onSubmit={() => save.mutate({ stored: stored && { ...stored, version: base }, values: says })}
				>
					<FormRow>
						<TextField
							label={t("label.fr")}
							error={wrong.name}
							value={says.name.fr ?? ""}
							onChange={(fr) => set({ name: { ...says.name, fr } })}
							autoFocus={!stored}
							required
						/>
						<TextField
							label={t("label.en")}
							value={says.name.en ?? ""}
							onChange={(en) => set({ name: { ...says.name, en } })}
						/>
					</FormRow>
					<FormRow>
						<TextAreaField
							label={t("template.descriptionFr")}
							rows={2}
							value={says.description.fr ?? ""}
							onChange={(fr) => set({ description: { ...says.description, fr } })}
						/>
						<TextAreaField
							label={t("template.descriptionEn")}
							rows={2}
							value={says.description.en ?? ""}
							onChange={(en) => set({ description: { ...says.description, en } })}
						/>
					</FormRow>
					<FormRow>
						{list("type")}
						{list("variant")}
					</FormRow>
					<Checkbox
						isSelected={says.proposed}
						onChange={(proposed) => set({ proposed })}
						note={t("template.proposedNote")}
					>
						{t("template.proposed")}
					</Checkbox>
				</Form>
				{sections.map((s) =>
					s.key === "dashboard" ? (
						<TemplateBlocks key={s.key} section={s} says={says} onArrange={() => setArranging(true)} />
					) : s.key === "plan" ? (
						<TemplateTree
							key={s.key}
							section={s}
							dates={sections.find((one) => one.key === "milestone")}
							says={says}
							onChange={setSays}
						/>
					) : (
						<TemplateLines key={s.key} section={s} says={says} groups={groups.data ?? []} onChange={setSays} />
					),
				)}
				{stored && <TemplateHistory stored={stored} onBack={onClose} />}
			</div>
			<TemplatePreview says={says} stored={stored} project={project} onProject={setProject} />
			<Confirm
				title={t("confirm.delete", { name })}
				isOpen={asking === "delete"}
				onClose={() => setAsking("")}
				onConfirm={() => stored && remove.mutate(stored)}
				action={t("action.delete")}
				isPending={remove.isPending}
			>
				<FormError error={remove.error} />
				<p>{t("template.deleteText")}</p>
			</Confirm>
			<Confirm
				title={t("forms.leave")}
				isOpen={asking === "leave"}
				onClose={() => setAsking("")}
				onConfirm={onClose}
				action={t("forms.leaveIt")}
			>
				<p>{t("template.leaveText")}</p>
			</Confirm>
		</div>
	);
}
