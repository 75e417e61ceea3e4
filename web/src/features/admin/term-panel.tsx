import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { Outdated } from "../../api/problem";
import type { Lang } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Form, FormError, FormSection, fieldErrors, useDraft } from "../../ui/form";
import { RadioGroup } from "../../ui/radio";
import { SidePanel } from "../../ui/side-panel";
import { Switch } from "../../ui/switch";
import { TextField } from "../../ui/text-field";
import { SaveButton } from "./save-button";
import {
	type Change,
	type Noun,
	nounOf,
	plainPlural,
	shippedOf,
	soundsVowel,
	type Term,
	type Vocabulary,
} from "./vocabulary";
import styles from "./vocabulary.module.css";
import { VocabularyPreview } from "./vocabulary-preview";

type Props = {
	term: Term;
	stored: Vocabulary;
	onPublish: (change: Change, stored: Vocabulary) => Promise<void>;
	onClose: () => void;
	onNext?: (() => void) | undefined;
	onPrevious?: (() => void) | undefined;
};

// TermPanel renames a term in both languages, and shows real sentences as they will
// be said before anything is published.
export function TermPanel({ term, stored, onPublish, onClose, onNext, onPrevious }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const save = useMutation({
		mutationFn: (what: Change): Promise<void> => onPublish(what, { ...stored, version: from }),
	});
	const start = { fr: nounOf(term, "fr"), en: nounOf(term, "en") };
	const [draft, set, dirty, from] = useDraft(start, stored.version, save.error);
	const change: Change = { terms: { [term.key]: { fr: draft.fr, en: draft.en } } };
	const wrong = fieldErrors(save.error);
	const other: Lang = lang === "fr" ? "en" : "fr";
	const renamed = term.fr || term.en;
	return (
		<SidePanel
			title={t("vocabulary.rename", { name: shippedOf(term, lang).one })}
			onClose={onClose}
			{...(onNext ? { onNext } : {})}
			{...(onPrevious ? { onPrevious } : {})}
			footer={
				<>
					<SaveButton
						form={form}
						label={t("vocabulary.publish")}
						isPending={save.isPending}
						isDisabled={!dirty || !stored.can_edit}
					/>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					{renamed && stored.can_edit && (
						<Button onPress={() => save.mutate({ terms: { [term.key]: {} } })}>{t("vocabulary.back")}</Button>
					)}
				</>
			}
		>
			<Form id={form} onSubmit={() => save.mutate(change)} label={t("vocabulary.title")}>
				<FormError error={save.error instanceof Outdated || !Object.keys(wrong).length ? save.error : null} />
				{[lang, other].map((l) => (
					<NounFields
						key={l}
						lang={l}
						shipped={shippedOf(term, l)}
						noun={draft[l]}
						wrong={(part) => wrong[`terms.${term.key}.${l}.${part}`]}
						onChange={(noun) => set({ [l]: noun })}
					/>
				))}
			</Form>
			<VocabularyPreview change={change} lang={lang} />
		</SidePanel>
	);
}

type FieldsProps = {
	lang: Lang;
	shipped: Noun;
	noun: Noun;
	wrong: (part: string) => string | undefined;
	onChange: (noun: Noun) => void;
};

// NounFields are the forms of a noun in one language: what is guessed follows the
// singular until somebody says otherwise.
function NounFields({ lang, shipped, noun, wrong, onChange }: FieldsProps) {
	const { t } = useLang();
	const rename = (one: string) =>
		onChange({
			...noun,
			one,
			...(noun.many === plainPlural(noun.one, lang) || !noun.many ? { many: plainPlural(one, lang) } : {}),
			...((noun.vowel ?? false) === soundsVowel(noun.one, lang) ? { vowel: soundsVowel(one, lang) } : {}),
		});
	const name = (what: string) => `${what} · ${t(`vocabulary.in.${lang}`)}`;
	return (
		<FormSection title={t(`vocabulary.in.${lang}`)}>
			<div className={styles.forms}>
				<TextField
					label={t("vocabulary.one")}
					aria-label={name(t("vocabulary.one"))}
					help={t("vocabulary.shipped", { word: shipped.one })}
					error={wrong("one")}
					value={noun.one}
					onChange={rename}
					maxLength={60}
				/>
				<TextField
					label={t("vocabulary.many")}
					aria-label={name(t("vocabulary.many"))}
					error={wrong("many")}
					value={noun.many}
					onChange={(many) => onChange({ ...noun, many })}
					maxLength={60}
				/>
			</div>
			{lang === "fr" && (
				<RadioGroup
					row
					label={t("vocabulary.gender")}
					value={noun.feminine ? "f" : "m"}
					onChange={(g) => onChange({ ...noun, feminine: g === "f" })}
					options={[
						{ id: "m", name: t("vocabulary.masculine") },
						{ id: "f", name: t("vocabulary.feminine") },
					]}
				/>
			)}
			<Switch isSelected={noun.vowel ?? false} onChange={(vowel) => onChange({ ...noun, vowel })}>
				{t(lang === "fr" ? "vocabulary.elides" : "vocabulary.an", { word: noun.one || "…" })}
			</Switch>
		</FormSection>
	);
}
