import { useMutation } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { Outdated } from "../../api/problem";
import type { Attribute } from "../../api/types";
import type { Guide, GuideRole, GuideSays } from "../../data/guides";
import { type Lang, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { Form, FormError, FormRow, FormSection, fieldErrors } from "../../ui/form";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { GuideText } from "../../views/guide/guide-text";
import { Some } from "./form-whom";
import { useKeepingGuides } from "./guide-kept";
import { GuideWords } from "./guide-words";
import styles from "./guides.module.css";
import { Meanwhile } from "./meanwhile";
import { SaveButton } from "./save-button";

export const saysOf = ({ title, text, type, stage, role, readers }: GuideSays): GuideSays => ({
	title,
	text,
	type,
	stage,
	role,
	readers,
});

type Props = {
	stored: Guide | null;
	start: GuideSays;
	attributes: readonly Attribute[];
	roles: readonly GuideRole[];
	onClose: () => void;
	onMade: (g: Guide) => void;
};

// GuideEditor is one guide: what it says and to whom, beside the page as it will be read.
export function GuideEditor({ stored, start, attributes, roles, onClose, onMade }: Props) {
	const { t, lang } = useLang();
	const id = useId();
	const [says, setSays] = useState(start);
	const [kept, setKept] = useState(start);
	const [base, setBase] = useState(stored?.version ?? 0);
	const [writing, setWriting] = useState<Lang>(lang);
	const [asking, setAsking] = useState<"" | "leave" | "delete">("");
	const set = (change: Partial<GuideSays>) => setSays((before) => ({ ...before, ...change }));
	const keeping = useKeepingGuides();
	const dirty = kept !== says;
	const name = pick(says.title, lang) || t("guide.new");
	const what = t("guide.one", { name });
	const hidden = stored?.left_out ?? false;
	const save = useMutation({
		mutationFn: ({ text, ...rest }: GuideSays) =>
			keeping.save(stored && { ...stored, version: base }, hidden ? rest : { ...rest, text }, what),
		onSuccess: (now, said) => {
			setKept(said);
			setBase(now.version);
			if (!stored) onMade(now);
		},
	});
	const remove = useMutation({ mutationFn: (g: Guide) => keeping.remove(g, what), onSuccess: onClose });
	// What others keep meanwhile, or undoing does, is shown where nothing would be lost by it.
	const newer = stored !== null && stored.version !== base && !save.isPending;
	if (newer && !dirty) {
		const now = saysOf(stored);
		setBase(stored.version);
		setSays(now);
		setKept(now);
	} else if (newer && save.error instanceof Outdated) setBase(stored.version);
	const wrong = fieldErrors(save.error);
	const list = (key: "type" | "stage") => {
		const of = attributes.find((a) => a.key === key);
		return (
			of && (
				<Select
					label={pick(of.label, lang)}
					error={wrong[key]}
					value={says[key] || "none"}
					onChange={(one) => set({ [key]: one === "none" ? "" : one })}
					options={[
						{ id: "none", name: t("guide.any") },
						...of.choices
							.filter((c) => !c.retired || c.key === says[key])
							.map((c) => ({ id: c.key, name: pick(c.label, lang) })),
					]}
				/>
			)
		);
	};
	const text = useDeferredValue(says.text[writing]);
	return (
		<div className={styles.editor}>
			<div className={styles.settings}>
				<header className={styles.bar}>
					<Button kind="quiet" small icon="chevron-left" onPress={() => (dirty ? setAsking("leave") : onClose())}>
						{t("guide.title")}
					</Button>
					<h2>{name}</h2>
					<SaveButton
						form={id}
						label={t(stored ? "action.save" : "action.create")}
						isPending={save.isPending}
						isDisabled={!dirty}
					/>
					{stored && (
						<Button kind="danger" onPress={() => setAsking("delete")}>
							{t("action.delete")}
						</Button>
					)}
				</header>
				<Form id={id} label={t("guide.title")} onSubmit={() => dirty && save.mutate(says)}>
					<Meanwhile<Guide>
						error={save.error}
						differences={(now) => [
							{ label: t("label.fr"), theirs: now.title.fr, mine: says.title.fr },
							{ label: t("label.en"), theirs: now.title.en, mine: says.title.en },
							{ label: t("guide.text"), theirs: pick(now.text, writing), mine: says.text[writing] },
						]}
					/>
					<FormRow>
						<TextField
							label={t("guide.titleFr")}
							error={wrong.title}
							value={says.title.fr}
							onChange={(fr) => set({ title: { ...says.title, fr } })}
							autoFocus={!stored}
							required
						/>
						<TextField
							label={t("guide.titleEn")}
							value={says.title.en}
							onChange={(en) => set({ title: { ...says.title, en } })}
						/>
					</FormRow>
					{hidden && <Banner tone="info">{t("guide.leftOut")}</Banner>}
					<GuideWords
						text={says.text}
						lang={writing}
						error={wrong.text}
						readOnly={hidden}
						onLang={setWriting}
						onChange={(words) => set({ text: words })}
					/>
					<FormSection title={t("guide.place")}>
						<p className={styles.quiet}>{t("guide.placeHelp")}</p>
						<FormRow>
							{list("type")}
							{list("stage")}
							<Select
								label={t("guide.role")}
								value={says.role || "none"}
								onChange={(one) => set({ role: one === "none" ? "" : one })}
								options={[
									{ id: "none", name: t("guide.any") },
									...roles.map((r) => ({ id: r.key, name: pick(r.label, lang) })),
								]}
							/>
						</FormRow>
						<Some
							label={t("guide.readers")}
							help={t("guide.readersHelp")}
							options={roles.map((r) => ({ id: r.key, name: pick(r.label, lang) }))}
							value={says.readers}
							onChange={(readers) => set({ readers })}
						/>
					</FormSection>
				</Form>
			</div>
			<section className={styles.preview} aria-labelledby="guide-preview">
				<h2 id="guide-preview">{t("guide.preview")}</h2>
				<article className={styles.read} lang={writing}>
					<h3>{says.title[writing] || pick(says.title, writing) || t("guide.untitled")}</h3>
					{text.trim() ? <GuideText text={text} under={3} /> : <p className={styles.quiet}>{t("guide.empty")}</p>}
				</article>
			</section>
			<Confirm
				title={t("confirm.delete", { name })}
				isOpen={asking === "delete"}
				onClose={() => setAsking("")}
				onConfirm={() => stored && remove.mutate(stored)}
				action={t("action.delete")}
				isPending={remove.isPending}
			>
				<FormError error={remove.error} />
				<p>{t("guide.deleteText")}</p>
			</Confirm>
			<Confirm
				title={t("forms.leave")}
				isOpen={asking === "leave"}
				onClose={() => setAsking("")}
				onConfirm={onClose}
				action={t("forms.leaveIt")}
			>
				<p>{t("guide.leaveText")}</p>
			</Confirm>
		</div>
	);
}
