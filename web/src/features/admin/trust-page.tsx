import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import { Outdated } from "../../api/problem";
import { useAttributes } from "../../data/catalogue";
import { log } from "../../data/command-log";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { CheckboxGroup } from "../../ui/checkbox";
import { Form, FormError, FormSection, useDraft } from "../../ui/form";
import { TextLink } from "../../ui/link";
import { NumberField } from "../../ui/number-field";
import { Loaded } from "../../ui/states";
import { Switch } from "../../ui/switch";
import { AdminFrame } from "./admin-frame";
import { SaveButton } from "./save-button";
import { SettingsHistory } from "./settings-history";
import { changesOf, type Draft, draftOf, rhythmsWith, type Trust } from "./trust";
import styles from "./trust.module.css";
import { TrustAttributes } from "./trust-attributes";
import { TrustPreview } from "./trust-preview";

// TrustPage is what the trust score of a project is made from, and what a change
// of it would do to the scores that are there.
export default function TrustPage() {
	const { t } = useLang();
	const [saves, setSaves] = useState(0);
	const trust = useQuery({ queryKey: keys.trust, queryFn: () => api.get<Trust>("/trust") });
	return (
		<AdminFrame title={t("trust.title")} lead={t("trust.lead")}>
			<Loaded query={trust}>{(s) => <Settings key={saves} stored={s} onSaved={() => setSaves(saves + 1)} />}</Loaded>
		</AdminFrame>
	);
}

// back keeps the settings of a version again, over those that hold now.
async function back(to: number): Promise<Trust> {
	const now = await api.get<Trust>("/trust");
	return api.post<Trust>("/trust/revert", { to }, { version: now.version });
}

function Settings({ stored, onSaved }: { stored: Trust; onSaved: () => void }) {
	const { t, lang } = useLang();
	const queries = useQueryClient();
	const fields = useAttributes();
	const start = draftOf(stored);
	const read = () => queries.invalidateQueries({ queryKey: keys.trust });
	const turn = async (to: number) => {
		const done = await back(to).then(
			() => true,
			() => false,
		);
		await read();
		return done;
	};
	const save = useMutation({
		mutationFn: (changes: Partial<Draft>): Promise<Trust> => api.patch<Trust>("/trust", changes, from),
		onSuccess: async (now) => {
			const { version } = stored;
			log.add({ what: t("trust.title"), undo: () => turn(version), redo: () => turn(now.version) });
			await read();
			onSaved();
		},
		onError: (error) => {
			if (error instanceof Outdated) void read();
		},
	});
	const [draft, set, , from] = useDraft<Draft>(start, stored.version, save.error);
	const changes = changesOf(start, draft);
	const dirty = Object.keys(changes).length > 0;
	const list = (key: string) => fields.data?.find((f) => f.key === key)?.choices.filter((c) => !c.retired) ?? [];
	const stages = list("stage").map((c) => ({ id: c.key, name: pick(c.label, lang) }));
	return (
		<div className={styles.page}>
			<Form label={t("trust.title")} onSubmit={() => dirty && stored.can_edit && save.mutate(changes)}>
				{!stored.can_edit && <Banner>{t("trust.readOnly")}</Banner>}
				<FormError error={save.error} />
				<FormSection title={t("trust.completeness")}>
					<TrustAttributes
						all={fields.data ?? []}
						stages={stages}
						value={draft.attributes}
						onChange={(attributes) => set({ attributes })}
					/>
				</FormSection>
				<FormSection title={t("trust.freshness")}>
					<p className={styles.quiet}>{t("trust.freshnessText")}</p>
					<div className={styles.rhythms}>
						<NumberField
							label={t("trust.rhythm")}
							unit={t("trust.days")}
							value={String(draft.rhythm)}
							min={1}
							max={3650}
							onChange={(n) => set({ rhythm: Number(n ?? 0) })}
							required
						/>
						{list("type").map((c) => (
							<NumberField
								key={c.key}
								label={pick(c.label, lang)}
								help={t("trust.usual")}
								unit={t("trust.days")}
								min={1}
								max={3650}
								value={String(draft.rhythms.find((r) => r.type === c.key)?.days ?? "") || null}
								onChange={(n) => set({ rhythms: rhythmsWith(draft.rhythms, c.key, n === null ? null : Number(n)) })}
							/>
						))}
					</div>
				</FormSection>
				<FormSection title={t("trust.consistency")}>
					<p className={styles.quiet}>{t("trust.consistencyText")}</p>
					<ul className={styles.rules}>
						{draft.rules.map((r) => (
							<li key={r.key}>
								<Switch
									isSelected={!r.off}
									onChange={(on) =>
										set({ rules: draft.rules.map((o) => (o.key === r.key ? { ...o, off: on ? undefined : true } : o)) })
									}
								>
									{pick(r.label, lang)}
								</Switch>
								<TextLink href={`/portfolio?filter=${encodeURIComponent(r.condition)}`}>{t("trust.rows")}</TextLink>
							</li>
						))}
					</ul>
				</FormSection>
				<FormSection title={t("trust.finished")}>
					<CheckboxGroup
						label={t("trust.finishedText")}
						options={stages}
						value={draft.finished}
						onChange={(finished) => set({ finished: stages.map((s) => s.id).filter((id) => finished.includes(id)) })}
					/>
				</FormSection>
			</Form>
			<div className={styles.aside}>
				<TrustPreview changes={changes} />
				<div className={styles.actions}>
					<SaveButton
						onSave={() => save.mutate(changes)}
						label={t("action.save")}
						isPending={save.isPending}
						isDisabled={!dirty || !stored.can_edit}
					/>
					<Button isDisabled={!dirty} onPress={() => set(start)}>
						{t("action.cancel")}
					</Button>
				</div>
				{stored.can_edit && (
					<SettingsHistory
						version={stored.version}
						path="/trust/history"
						keep={keys.trust}
						builtIn={t("trust.builtIn")}
						restore={t("trust.restore")}
						onBack={turn}
					/>
				)}
			</div>
		</div>
	);
}
