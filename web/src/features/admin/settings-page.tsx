import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import { Outdated } from "../../api/problem";
import type { components } from "../../api/schema";
import { useCan } from "../../data/me";
import { keys } from "../../data/query-keys";
import { fold } from "../../format/fold";
import { useLang } from "../../i18n/use-lang";
import { Form, fieldErrors, useDraft } from "../../ui/form";
import { TextLink } from "../../ui/link";
import { NumberField } from "../../ui/number-field";
import { RadioGroup } from "../../ui/radio";
import { EmptyState, Loaded } from "../../ui/states";
import { SearchField, TextField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { Meanwhile } from "./meanwhile";
import { SaveButton } from "./save-button";

type Settings = components["schemas"]["InstanceSettings"];
type Item = { key: keyof Settings; words: string; control: ReactNode };

// SettingsPage is what holds for the whole instance. Every change is in the
// audit, and holds at once.
export default function SettingsPage() {
	const { t } = useLang();
	const [q, setQ] = useParam("q");
	const settings = useQuery({ queryKey: keys.settings, queryFn: () => api.get<Settings>("/settings") });
	const [saves, setSaves] = useState(0);
	return (
		<AdminFrame
			title={t("setting.title")}
			lead={t("setting.lead")}
			tools={<SearchField label={t("setting.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			reading
		>
			<Loaded query={settings}>
				{(s) => <Fields key={saves} settings={s} find={q} onSaved={() => setSaves(saves + 1)} />}
			</Loaded>
		</AdminFrame>
	);
}

function Fields({ settings, find, onSaved }: { settings: Settings; find: string; onSaved: () => void }) {
	const { t } = useLang();
	const queries = useQueryClient();
	const mayRename = useCan("unit.manage");
	const save = useMutation({
		mutationFn: (body: Partial<Settings>): Promise<Settings> => api.patch<Settings>("/settings", body, from),
		onSuccess: async (now) => {
			queries.setQueryData(keys.settings, now);
			await queries.invalidateQueries({ queryKey: keys.me });
			onSaved();
		},
		onError: (error) => {
			if (error instanceof Outdated) void queries.invalidateQueries({ queryKey: keys.settings });
		},
	});
	const [draft, set, dirty, from] = useDraft(settings, settings.version, save.error);
	const wrong = fieldErrors(save.error);
	const minutes = (key: "session_idle" | "session_life", label: string, help: string) => (
		<NumberField
			label={label}
			help={help}
			error={wrong[key]}
			unit={t("setting.minutes")}
			value={String(draft[key])}
			onChange={(n) => set({ [key]: Number(n ?? 0) })}
			min={5}
			step="5"
		/>
	);
	const mark = (key: "mark_fr" | "mark_en", words: string): Item => ({
		key,
		words,
		control: (
			<TextField
				label={words}
				help={t("setting.markHelp")}
				error={wrong[key]}
				value={draft[key]}
				onChange={(text) => set({ [key]: text })}
				maxLength={60}
			/>
		),
	});
	const items: Item[] = [
		{
			key: "name",
			words: t("setting.name"),
			control: (
				<TextField
					label={t("setting.name")}
					help={t(mayRename ? "setting.nameHelp" : "setting.nameRight")}
					error={wrong.name}
					value={draft.name}
					onChange={(name) => set({ name })}
					isDisabled={!mayRename}
					required
				/>
			),
		},
		{
			key: "currency",
			words: t("setting.currency"),
			control: (
				<TextField
					label={t("setting.currency")}
					help={t("setting.currencyHelp")}
					error={wrong.currency}
					value={draft.currency}
					onChange={(c) => set({ currency: c.toUpperCase() })}
					maxLength={3}
					required
				/>
			),
		},
		{
			key: "consolidation_currency",
			words: t("setting.consolidation"),
			control: (
				<TextField
					label={t("setting.consolidation")}
					help={t("setting.consolidationHelp", { currency: draft.currency })}
					error={wrong.consolidation_currency}
					value={draft.consolidation_currency}
					onChange={(c) => set({ consolidation_currency: c.toUpperCase() })}
					maxLength={3}
				/>
			),
		},
		{
			key: "language",
			words: t("setting.language"),
			control: (
				<RadioGroup
					row
					label={t("setting.language")}
					value={draft.language}
					onChange={(language) => set({ language })}
					options={[
						{ id: "fr", name: "Français" },
						{ id: "en", name: "English" },
					]}
				/>
			),
		},
		{
			key: "session_idle",
			words: t("setting.sessionIdle"),
			control: minutes("session_idle", t("setting.sessionIdle"), t("setting.sessionIdleHelp")),
		},
		{
			key: "session_life",
			words: t("setting.sessionLife"),
			control: minutes("session_life", t("setting.sessionLife"), t("setting.sessionLifeHelp")),
		},
		{
			key: "second_factor",
			words: t("setting.secondFactor"),
			control: (
				<RadioGroup
					label={t("setting.secondFactor")}
					value={draft.second_factor}
					onChange={(v) => set({ second_factor: v === "everyone" ? "everyone" : "roles" })}
					options={[
						{ id: "roles", name: t("setting.factorRoles") },
						{ id: "everyone", name: t("setting.factorEveryone") },
					]}
				/>
			),
		},
		mark("mark_fr", t("setting.markFr")),
		mark("mark_en", t("setting.markEn")),
		{
			key: "mail",
			words: t("setting.mail"),
			control: (
				<p>
					<strong>{t("setting.mail")}</strong>
					<br />
					{t(settings.mail === "on" ? "setting.mailOn" : "setting.mailOff")}{" "}
					<TextLink href="/admin/mail">{t("setting.mailMore")}</TextLink>
				</p>
			),
		},
		{
			key: "public_url",
			words: t("setting.address"),
			control: (
				<p>
					<strong>{t("setting.address")}</strong>
					<br />
					{settings.public_url || t("setting.noAddress")}
				</p>
			),
		},
	];
	const shown = items.filter((i) => fold(i.words).includes(fold(find)));
	if (shown.length === 0) {
		return (
			<EmptyState icon="search" title={t("list.noneFound")}>
				{t("list.noneFoundText", { text: find })}
			</EmptyState>
		);
	}
	return (
		<div className={styles.settings}>
			<Form id="settings" onSubmit={() => dirty && save.mutate(changed(settings, draft))} label={t("setting.title")}>
				<Meanwhile<Settings>
					error={Object.keys(wrong).length ? null : save.error}
					differences={(now) =>
						items.map((i) => ({ label: i.words, theirs: String(now[i.key]), mine: String(draft[i.key]) }))
					}
				/>
				{shown.map((i) => (
					<div key={i.key} className={styles.setting}>
						{i.control}
					</div>
				))}
				<div className={styles.save}>
					<SaveButton form="settings" label={t("action.save")} isPending={save.isPending} isDisabled={!dirty} />
				</div>
			</Form>
		</div>
	);
}

// changed is what differs from what is stored.
export function changed(stored: Settings, draft: Settings): Partial<Settings> {
	const out: Partial<Settings> = {};
	for (const key of [
		"name",
		"currency",
		"consolidation_currency",
		"language",
		"session_idle",
		"session_life",
		"second_factor",
		"mark_fr",
		"mark_en",
	] as const) {
		if (stored[key] !== draft[key]) Object.assign(out, { [key]: draft[key] });
	}
	return out;
}
