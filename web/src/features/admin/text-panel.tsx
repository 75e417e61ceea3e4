import { useMutation } from "@tanstack/react-query";
import { useId } from "react";
import { Outdated } from "../../api/problem";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Form, FormError, fieldErrors, useDraft } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import { TextAreaField } from "../../ui/text-field";
import { SaveButton } from "./save-button";
import type { Change, Text, Vocabulary } from "./vocabulary";
import styles from "./vocabulary.module.css";

type Props = {
	text: Text;
	stored: Vocabulary;
	onPublish: (change: Change, stored: Vocabulary) => Promise<void>;
	onClose: () => void;
	onNext?: (() => void) | undefined;
	onPrevious?: (() => void) | undefined;
};

// TextPanel words one text otherwise, in either language or both. What is filled in
// stays filled in: the server refuses a text that loses a placeholder.
export function TextPanel({ text, stored, onPublish, onClose, onNext, onPrevious }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const save = useMutation({
		mutationFn: (what: Change): Promise<void> => onPublish(what, { ...stored, version: from }),
	});
	const start = { fr: text.own.fr ?? text.said_fr, en: text.own.en ?? text.said_en };
	const [draft, set, dirty, from] = useDraft(start, stored.version, save.error);
	const wrong = fieldErrors(save.error);
	const other = lang === "fr" ? "en" : "fr";
	// A language that reads as without a wording of its own has none.
	const own = (l: "fr" | "en") => {
		const said = l === "fr" ? text.said_fr : text.said_en;
		return draft[l] === said && !text.own[l] ? "" : draft[l];
	};
	return (
		<SidePanel
			title={t("vocabulary.word")}
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
					{(text.own.fr || text.own.en) && stored.can_edit && (
						<Button onPress={() => save.mutate({ texts: { [text.key]: {} } })}>{t("vocabulary.back")}</Button>
					)}
				</>
			}
		>
			<Form
				id={form}
				onSubmit={() => save.mutate({ texts: { [text.key]: { fr: own("fr"), en: own("en") } } })}
				label={t("vocabulary.word")}
			>
				<FormError error={save.error instanceof Outdated || !Object.keys(wrong).length ? save.error : null} />
				{([lang, other] as const).map((l) => (
					<TextAreaField
						key={l}
						label={t(`vocabulary.in.${l}`)}
						help={t("vocabulary.shipped", { word: l === "fr" ? text.shipped_fr : text.shipped_en })}
						error={wrong[`texts.${text.key}.${l}`]}
						value={draft[l]}
						onChange={(v) => set({ [l]: v })}
						rows={4}
					/>
				))}
			</Form>
			<p className={styles.quiet}>{t("vocabulary.keepNames")}</p>
			<p className={styles.key}>{text.server ? t("vocabulary.server") : text.key}</p>
		</SidePanel>
	);
}
