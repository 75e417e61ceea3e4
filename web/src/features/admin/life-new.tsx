import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api, send } from "../../api/client";
import type { Attribute, Choice } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import type { ProjectType } from "../../data/lifecycles";
import { keys } from "../../data/query-keys";
import { type Bilingual, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Form, FormRow } from "../../ui/form";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { draftOf } from "./life";
import { lifeObjects, lifePath, useLifeObject, useLifeWords } from "./life-object";
import { meanings } from "./meanings";
import styles from "./types.module.css";

type Made = { label: Bilingual; meaning?: string };

// useNewChoice adds a value to the list of an attribute and answers its key.
function useNewChoice(of: "stage" | "type") {
	const queries = useQueryClient();
	const object = useLifeObject();
	const key = lifeObjects[object][of];
	const list = useAttributes(object).data?.find((a) => a.key === key);
	const add = async ({ label, meaning = "" }: Made): Promise<string> => {
		if (!list) throw new Error(`no attribute ${key}`);
		const known = new Set(list.choices.map((c) => c.key));
		const choice = { key: "", label, colour: "grey", icon: "", retired: false, meaning };
		const saved = await api.patch<Attribute>(
			`/fields/${key}?object=${object}`,
			{ choices: [...list.choices, choice] },
			list.version,
		);
		await queries.invalidateQueries({ queryKey: keys.fields });
		return saved.choices.find((c) => !known.has(c.key))?.key ?? "";
	};
	return { choices: list?.choices ?? [], add };
}

const sameName = (all: readonly Choice[], label: Bilingual) =>
	all.find((c) =>
		[c.label.fr, c.label.en].some(
			(n) => n && [label.fr, label.en].some((m) => m.trim().toLowerCase() === n.toLowerCase()),
		),
	);

type NameProps = {
	title: string;
	text: string;
	action: string;
	choices: readonly Choice[];
	error: unknown;
	saving: boolean;
	onClose: () => void;
	onMake: (label: Bilingual) => void;
	children: React.ReactNode;
};

// NameNew asks how something new is called in both languages.
function NameNew({ title, text, action, choices, error, saving, onClose, onMake, children }: NameProps) {
	const { t, lang } = useLang();
	const id = useId();
	const [label, setLabel] = useState<Bilingual>({ fr: "", en: "" });
	const taken = sameName(choices, label);
	return (
		<Dialog
			title={title}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button
						kind="primary"
						type="submit"
						form={id}
						isPending={saving}
						isDisabled={!label.fr.trim() || !label.en.trim() || !!taken}
					>
						{action}
					</Button>
				</>
			}
		>
			<Form id={id} label={title} onSubmit={() => onMake(label)} error={error}>
				<p className={styles.quiet}>{text}</p>
				<FormRow>
					<TextField
						label={t("label.fr")}
						value={label.fr}
						onChange={(fr) => setLabel({ ...label, fr })}
						error={taken && t("life.taken", { name: pick(taken.label, lang) })}
						autoFocus
						required
					/>
					<TextField label={t("label.en")} value={label.en} onChange={(en) => setLabel({ ...label, en })} required />
				</FormRow>
				{children}
			</Form>
		</Dialog>
	);
}

type TypeProps = { types: readonly ProjectType[]; onClose: () => void; onMade: (key: string) => void };

// NewType makes a type of project, with no lifecycle or with a copy of another's as a
// draft.
export function NewType({ types, onClose, onMade }: TypeProps) {
	const { t, lang } = useLang();
	const queries = useQueryClient();
	const w = useLifeWords();
	const object = useLifeObject();
	const { choices } = useNewChoice("type");
	const [from, setFrom] = useState("");
	const make = useMutation({
		mutationFn: async (label: Bilingual) => {
			const { key } = await api.post<ProjectType>(`/types?object=${object}`, { label });
			await queries.invalidateQueries({ queryKey: keys.fields });
			const model = types.find((x) => x.key === from);
			if (model) await send("PUT", lifePath(object, key, "draft"), { body: draftOf(model, lang), version: 0 });
			await queries.invalidateQueries({ queryKey: keys.types });
			return key;
		},
		onSuccess: onMade,
	});
	const models = types.filter((x) => x.holds || x.draft);
	return (
		<NameNew
			title={t("life.newType")}
			text={w("newTypeText")}
			action={t("life.newTypeDo")}
			choices={choices}
			error={make.error}
			saving={make.isPending}
			onClose={onClose}
			onMake={(label) => make.mutate(label)}
		>
			{models.length > 0 && (
				<Select
					label={t("life.beginFrom")}
					value={from}
					onChange={setFrom}
					options={[
						{ id: "", name: w("beginBlank") },
						...models.map((x) => ({ id: x.key, name: t("life.beginCopy", { name: pick(x.label, lang) }) })),
					]}
				/>
			)}
		</NameNew>
	);
}

// NewStage makes a stage and what it means.
export function NewStage({ onClose, onMade }: { onClose: () => void; onMade: (key: string, meaning: string) => void }) {
	const { t } = useLang();
	const { choices, add } = useNewChoice("stage");
	const [meaning, setMeaning] = useState("running");
	const make = useMutation({ mutationFn: add, onSuccess: (key, made) => onMade(key, made.meaning ?? "") });
	return (
		<NameNew
			title={t("life.newStage")}
			text={t("life.newStageText")}
			action={t("life.newStageDo")}
			choices={choices}
			error={make.error}
			saving={make.isPending}
			onClose={onClose}
			onMake={(label) => make.mutate({ label, meaning: meaning === "none" ? "" : meaning })}
		>
			<Select
				label={t("stageMeaning.label")}
				value={meaning}
				onChange={setMeaning}
				options={meanings.map((id) => ({ id, name: t(`stageMeaning.${id}`) }))}
			/>
		</NameNew>
	);
}
