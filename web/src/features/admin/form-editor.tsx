import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Outdated } from "../../api/problem";
import type { Attribute } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Confirm } from "../../ui/dialog";
import { Form, FormError, FormRow, FormSection, fieldErrors } from "../../ui/form";
import { TextField } from "../../ui/text-field";
import { bodyOf, type Draft, draftOf, type FormOf, type FormRole, whomOf } from "./form-draft";
import { useKeeping } from "./form-kept";
import { FormLayout } from "./form-layout";
import { FormPreview } from "./form-preview";
import { FormWhom } from "./form-whom";
import { useFormWords } from "./form-words";
import styles from "./forms.module.css";
import { useLifeObject } from "./life-object";
import { Meanwhile } from "./meanwhile";
import { SaveButton } from "./save-button";

type Props = {
	stored: FormOf | null;
	start: Draft;
	attributes: Attribute[];
	roles: FormRole[];
	onClose: () => void;
	onMade: (f: FormOf) => void;
};

// FormEditor is one form: its name, whom it is for and what it shows, beside a
// project, or a line, as it would be read.
export function FormEditor({ stored, start, attributes, roles, onClose, onMade }: Props) {
	const { t, lang } = useLang();
	const id = useId();
	const [d, setDraft] = useState(start);
	const [kept, setKept] = useState(start);
	const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
	// base is the version that the draft was made from
	const [base, setBase] = useState(stored?.version ?? 0);
	const [asking, setAsking] = useState<"" | "leave" | "delete">("");
	const dirty = kept !== d;
	const w = useFormWords();
	const object = useLifeObject();
	const keeping = useKeeping(object);
	const name = pick({ fr: d.fr, en: d.en }, lang) || t("forms.new");
	const what = t("forms.one", { name });
	const save = useMutation({
		mutationFn: (draft: Draft) => keeping.save(stored && { ...stored, version: base }, bodyOf(draft), what),
		onSuccess: (now, draft) => {
			setKept(draft);
			setBase(now.version);
			if (!stored) onMade(now);
		},
		onError: (error) => {
			if (error instanceof Outdated) setBase((from) => (error.current as FormOf | undefined)?.version ?? from);
		},
	});
	const remove = useMutation({
		mutationFn: (f: FormOf) => keeping.remove(f, what),
		onSuccess: onClose,
	});
	// What others keep meanwhile, or undoing does, is shown where nothing would be
	// lost by it; otherwise saving says what is different, and saving again keeps this.
	const newer = stored !== null && stored.version > base && !save.isPending;
	if (newer && !dirty) {
		const now = draftOf(stored);
		setBase(stored.version);
		setDraft(now);
		setKept(now);
	}
	const wrong = fieldErrors(save.error);
	const named = !!(d.fr || d.en);
	return (
		<div className={styles.editor}>
			<div className={styles.settings}>
				<header className={styles.bar}>
					<Button kind="quiet" small icon="chevron-left" onPress={() => (dirty ? setAsking("leave") : onClose())}>
						{t("forms.title")}
					</Button>
					<h2>{name}</h2>
					<SaveButton
						form={id}
						label={t(stored ? "action.save" : "action.create")}
						isPending={save.isPending}
						isDisabled={!dirty || !named}
					/>
					{stored && (
						<Button kind="danger" onPress={() => setAsking("delete")}>
							{t("action.delete")}
						</Button>
					)}
				</header>
				<Form id={id} label={t("forms.title")} onSubmit={() => dirty && save.mutate(d)}>
					<Meanwhile<FormOf>
						error={save.error}
						differences={(now) => [
							{ label: t("label.fr"), theirs: now.name.fr, mine: d.fr },
							{ label: t("label.en"), theirs: now.name.en, mine: d.en },
							{
								label: t("forms.whom"),
								theirs: whomOf(now, object, attributes, roles, lang).join(" · "),
								mine: whomOf(d, object, attributes, roles, lang).join(" · "),
							},
							{
								label: t("forms.layout"),
								theirs: now.sections.map((s) => `${pick(s.title, lang)} (${s.fields.length})`).join(", "),
								mine: d.parts.map((p) => `${pick(p, lang)} (${p.fields.length})`).join(", "),
							},
						]}
					/>
					<FormRow>
						<TextField
							label={t("label.fr")}
							error={wrong.fr ?? wrong.name}
							value={d.fr}
							onChange={(fr) => set({ fr })}
							autoFocus={!stored}
							required
						/>
						<TextField label={t("label.en")} value={d.en} onChange={(en) => set({ en })} />
					</FormRow>
					<FormSection title={t("forms.whom")}>
						<FormWhom draft={d} attributes={attributes} roles={roles} onChange={set} />
						<Checkbox isSelected={d.open} onChange={(open) => set({ open })} note={t("forms.openNote")}>
							{t("forms.open")}
						</Checkbox>
					</FormSection>
				</Form>
				<FormLayout parts={d.parts} attributes={attributes} onChange={(parts) => set({ parts })} />
				<p className={styles.quiet}>{t("forms.noRight")}</p>
			</div>
			<FormPreview draft={d} stored={stored} attributes={attributes} roles={roles} />
			<Confirm
				title={t("confirm.delete", { name })}
				isOpen={asking === "delete"}
				onClose={() => setAsking("")}
				onConfirm={() => stored && remove.mutate(stored)}
				action={t("action.delete")}
				isPending={remove.isPending}
			>
				<FormError error={remove.error} />
				<p>{w("deleteText", { count: stored?.projects ?? 0 })}</p>
			</Confirm>
			<Confirm
				title={t("forms.leave")}
				isOpen={asking === "leave"}
				onClose={() => setAsking("")}
				onConfirm={onClose}
				action={t("forms.leaveIt")}
			>
				<p>{t("forms.leaveText")}</p>
			</Confirm>
		</div>
	);
}
