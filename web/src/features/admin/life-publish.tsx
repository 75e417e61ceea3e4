import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { ProjectType } from "../../data/lifecycles";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { Select } from "../../ui/select";
import { sayDone } from "../../views/editing/undo-said";
import type { Impact, LifeDraft } from "./life";
import { lifePath, useLifeObject, useLifeWords } from "./life-object";
import { SaveButton } from "./save-button";
import styles from "./types.module.css";

type Props = {
	type: ProjectType;
	draft: LifeDraft;
	impact: Impact;
	nameOf: (stage: string) => string;
	onClose: () => void;
	onDone: () => void;
	onOutdated: (error: unknown) => void;
};

// stays leaves projects where they are, outside the lifecycle.
const stays = "-";

// LifePublish says what will change and for how many, asks where the projects go that
// stand outside, and makes the lifecycle hold.
export function LifePublish({ type, draft, impact, nameOf, onClose, onDone, onOutdated }: Props) {
	const { t, lang } = useLang();
	const w = useLifeWords();
	const object = useLifeObject();
	const queries = useQueryClient();
	const [bring, setBring] = useState<Record<string, string>>({});
	const publish = useMutation({
		mutationFn: () => {
			const moved = Object.entries(bring).filter(([, to]) => to !== stays);
			return api.post(
				lifePath(object, type.key, "publish"),
				{ ...draft, bring: Object.fromEntries(moved) },
				{ version: type.version },
			);
		},
		onSuccess: async () => {
			await queries.invalidateQueries({ queryKey: [object] });
			sayDone({ text: t("life.published", { name: pick(type.label, lang) }) });
			onDone();
		},
		onError: onOutdated,
	});
	const lacking = impact.stages.reduce((n, s) => n + s.lacking, 0);
	const ready = impact.outside.every((s) => bring[s.stage]);
	return (
		<Dialog
			title={t("life.publishTitle", { name: pick(type.label, lang) })}
			isOpen
			wide
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<SaveButton
						onSave={() => publish.mutate()}
						label={w("publishNow", { count: impact.projects })}
						isPending={publish.isPending}
						isDisabled={!ready}
					/>
				</>
			}
		>
			<FormError error={publish.error} />
			<p>{w("publishText", { count: impact.projects })}</p>
			{lacking > 0 && <p>{w("publishLacking", { count: lacking })}</p>}
			{impact.outside.length > 0 && (
				<fieldset className={styles.bring}>
					<legend>{w("bring")}</legend>
					{impact.outside.map((s) => (
						<Select
							key={s.stage}
							label={w("bringFrom", { count: s.count, stage: s.stage ? nameOf(s.stage) : t("life.noStage") })}
							value={bring[s.stage] ?? null}
							onChange={(to) => setBring({ ...bring, [s.stage]: to })}
							options={[
								...draft.stages.map((d) => ({ id: d.stage, name: nameOf(d.stage) })),
								{ id: stays, name: t("life.bringNot") },
							]}
							required
						/>
					))}
				</fieldset>
			)}
			{impact.changes.length > 0 && (
				<details className={styles.changes} open={impact.changes.length < 8}>
					<summary>{t("trust.changes", { count: impact.changes.length })}</summary>
					<ul>
						{impact.changes.map((c) => (
							<li key={`${c.what} ${c.before}`}>{t("trust.change", c)}</li>
						))}
					</ul>
				</details>
			)}
		</Dialog>
	);
}
