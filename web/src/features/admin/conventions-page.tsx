import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api } from "../../api/client";
import { Outdated } from "../../api/problem";
import type { components } from "../../api/schema";
import { log } from "../../data/command-log";
import { keys } from "../../data/query-keys";
import { type Conventions, shipped } from "../../format/conventions";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Form, FormError, FormSection, fieldErrors, useDraft } from "../../ui/form";
import { TextLink } from "../../ui/link";
import { NumberField } from "../../ui/number-field";
import { RadioGroup } from "../../ui/radio";
import { Select } from "../../ui/select";
import { Loaded } from "../../ui/states";
import { AdminFrame } from "./admin-frame";
import { ConventionsPreview } from "./conventions-preview";
import { SaveButton } from "./save-button";
import { SettingsHistory } from "./settings-history";
import styles from "./trust.module.css";

type Stored = components["schemas"]["ConventionsOut"];

// ConventionsPage is how the organisation counts time and writes figures, and beside it
// what a change would make of figures that are there.
export default function ConventionsPage() {
	const { t } = useLang();
	const [saves, setSaves] = useState(0);
	const stored = useQuery({ queryKey: keys.conventions, queryFn: () => api.get<Stored>("/conventions") });
	return (
		<AdminFrame title={t("convention.title")} lead={t("convention.lead")}>
			<Loaded query={stored}>{(s) => <Settings key={saves} stored={s} onSaved={() => setSaves(saves + 1)} />}</Loaded>
		</AdminFrame>
	);
}

const parts = Object.keys(shipped) as (keyof Conventions)[];
const bodyOf = (s: Stored): Conventions => Object.fromEntries(parts.map((key) => [key, s[key]])) as Conventions;

function Settings({ stored, onSaved }: { stored: Stored; onSaved: () => void }) {
	const { t, locale } = useLang();
	const queries = useQueryClient();
	const start = bodyOf(stored);
	const read = async () => {
		await queries.invalidateQueries({ queryKey: keys.conventions });
		await queries.invalidateQueries({ queryKey: keys.me });
	};
	const turn = async (to: number) => {
		const now = await api.get<Stored>("/conventions");
		const done = await api.post("/conventions/revert", { to }, { version: now.version }).then(
			() => true,
			() => false,
		);
		await read();
		return done;
	};
	const save = useMutation({
		mutationFn: (changes: Partial<Conventions>): Promise<Stored> => api.patch<Stored>("/conventions", changes, from),
		onSuccess: async (now) => {
			log.add({ what: t("convention.title"), undo: () => turn(stored.version), redo: () => turn(now.version) });
			await read();
			onSaved();
		},
		onError: (error) => {
			if (error instanceof Outdated) void read();
		},
	});
	const [draft, set, , from] = useDraft(start, stored.version, save.error);
	const changes = Object.fromEntries(parts.filter((k) => draft[k] !== start[k]).map((k) => [k, draft[k]]));
	const dirty = Object.keys(changes).length > 0;
	const wrong = fieldErrors(save.error);
	const choice = (key: keyof Conventions, options: { id: string; name: string }[], help?: string): ReactNode => (
		<Select
			label={t(`convention.${key}`)}
			help={help}
			options={options}
			value={String(draft[key])}
			onChange={(id) => set({ [key]: key === "first_month" ? Number(id) : id })}
		/>
	);
	const named = (prefix: "week" | "scale" | "load", ids: readonly string[]) =>
		ids.map((id) => ({ id, name: t(`convention.${prefix}`, { id: id === "unit" ? "full" : id }) }));
	const numbers = ["language", "comma", "space", "point", "apostrophe"].map((id) => ({
		id,
		name:
			{ comma: "1,234.5", space: "1\u202f234,5", point: "1.234,5", apostrophe: "1’234.5" }[id] ?? t("convention.own"),
	}));
	const dates = ["language", "words", "slashes", "dots", "iso"];
	const written = (lang: "fr" | "en") =>
		dates.map((id) => ({
			id,
			name:
				{
					words: lang === "fr" ? "22 nov. 2026" : "22 Nov 2026",
					slashes: "22/11/2026",
					dots: "22.11.2026",
					iso: "2026-11-22",
				}[id] ?? t("convention.own"),
		}));
	const months = Array.from({ length: 12 }, (_, i) => ({
		id: String(i + 1),
		name: new Intl.DateTimeFormat(locale, { month: "long" }).format(new Date(2026, i, 15)),
	}));
	const hours = String(Math.round((draft.day_minutes / 60) * 100) / 100);
	return (
		<div className={styles.page}>
			<Form label={t("convention.title")} onSubmit={() => dirty && stored.can_edit && save.mutate(changes)}>
				{!stored.can_edit && <Banner>{t("convention.readOnly")}</Banner>}
				<FormError error={Object.keys(wrong).length ? null : save.error} />
				<FormSection title={t("convention.time")}>
					<RadioGroup
						row
						label={t("convention.week_start")}
						value={draft.week_start}
						onChange={(id) => set({ week_start: id as Conventions["week_start"] })}
						options={named("week", ["monday", "saturday", "sunday"])}
					/>
					{choice("first_month", months, t("convention.first_monthHelp"))}
					<NumberField
						label={t("convention.day_minutes")}
						help={t("convention.day_minutesHelp")}
						error={wrong.day_minutes}
						unit="h"
						min={1}
						max={24}
						step="0.5"
						value={hours}
						onChange={(n) => set({ day_minutes: Math.round(Number(n ?? 0) * 60) })}
						required
					/>
					{choice("load_unit", named("load", ["days", "hours"]))}
				</FormSection>
				<FormSection title={t("convention.figures")}>
					{choice("money", named("scale", ["auto", "unit", "thousand", "million"]), t("convention.moneyHelp"))}
					<p className={styles.quiet}>
						{t("convention.currency")} <TextLink href="/admin/settings?q=EUR">{t("setting.title")}</TextLink>
					</p>
					<div className={styles.pairs}>
						{choice("number_fr", numbers)}
						{choice("number_en", numbers)}
						{choice("date_fr", written("fr"))}
						{choice("date_en", written("en"))}
					</div>
				</FormSection>
			</Form>
			<div className={styles.aside}>
				<ConventionsPreview draft={draft} />
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
						path="/conventions/history"
						keep={keys.conventions}
						builtIn={t("convention.builtIn")}
						restore={t("convention.restore")}
						onBack={turn}
					/>
				)}
			</div>
		</div>
	);
}
