import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import type { List } from "../../api/types";
import { useToday } from "../../data/me";
import { keys } from "../../data/query-keys";
import { dayFromISO, formatDay, isoOfDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { DateField } from "../../ui/date-field";
import { Form, fieldErrors, useDraft } from "../../ui/form";
import { RadioGroup } from "../../ui/radio";
import { SidePanel } from "../../ui/side-panel";
import { TextField } from "../../ui/text-field";
import styles from "./admin.module.css";
import { Meanwhile } from "./meanwhile";
import { useRemove, useSave } from "./objects";
import { PanelActions } from "./panel-actions";

type Rate = components["schemas"]["RateOut"];
type Past = components["schemas"]["RatePast"];
type Props = {
	rate: Rate | null;
	// into: the currency of consolidation
	into: string;
	onClose: () => void;
	onSaved: (r: Rate) => void;
	onNext?: (() => void) | undefined;
	onPrevious?: (() => void) | undefined;
};

// RatePanel enters a rate, or corrects one: its number, its direction, its source.
// Another day or currency is another rate.
export function RatePanel({ rate, into, onClose, onSaved, onNext, onPrevious }: Props) {
	const { t, lang } = useLang();
	const today = useToday();
	const form = useId();
	const save = useSave<Rate>(keys.rates, "/rates", onSaved);
	const start = {
		currency: rate?.currency ?? "",
		day: rate ? dayFromISO(rate.day) : today,
		rate: rate ? shownIn(lang, rate.rate) : "",
		inverse: rate?.inverse ?? true,
		source: rate?.source ?? "",
	};
	const [draft, set, dirty, from] = useDraft(start, rate?.version, save.error);
	const remove = useRemove(keys.rates, "/rates", onClose);
	const wrong = fieldErrors(save.error);
	const against = rate?.against ?? into;
	const currency = draft.currency || "…";
	const number = { rate: plainOf(draft.rate), inverse: draft.inverse, source: draft.source };
	const values = rate ? number : { ...number, currency: draft.currency, day: isoOfDay(draft.day) };
	const name = rate ? `${rate.currency} · ${formatDay(dayFromISO(rate.day))}` : "";
	return (
		<SidePanel
			title={rate ? name : t("rate.new")}
			onClose={onClose}
			{...(onNext ? { onNext } : {})}
			{...(onPrevious ? { onPrevious } : {})}
			footer={
				<PanelActions
					form={form}
					saving={save.isPending}
					canSave={dirty && !!draft.currency && !!draft.rate && draft.day > 0}
					isNew={!rate}
					onCancel={onClose}
					remove={
						rate ? { name, run: () => remove.mutate(rate), running: remove.isPending, error: remove.error } : undefined
					}
				/>
			}
		>
			<Form
				id={form}
				onSubmit={() => save.mutate({ stored: rate && { ...rate, version: from }, values })}
				label={t("rate.title")}
			>
				<Meanwhile<Rate>
					error={save.error}
					differences={(now) => [
						{ label: t("rate.rate"), theirs: shownIn(lang, now.rate), mine: draft.rate },
						{ label: t("rate.source"), theirs: now.source, mine: draft.source },
					]}
				/>
				{rate ? (
					<p className={styles.quiet}>{t("rate.fixed")}</p>
				) : (
					<>
						<TextField
							label={t("rate.currency")}
							error={wrong.currency}
							value={draft.currency}
							onChange={(c) => set({ currency: c.toUpperCase() })}
							maxLength={3}
							autoFocus
							required
						/>
						<DateField
							label={t("rate.day")}
							error={wrong.day}
							value={draft.day}
							onChange={(day) => set({ day })}
							today={today}
							required
						/>
					</>
				)}
				<RadioGroup
					label={t("rate.direction")}
					value={draft.inverse ? "inverse" : "direct"}
					onChange={(way) => set({ inverse: way === "inverse" })}
					options={[
						{ id: "inverse", name: `1 ${against} = ${draft.inverse && draft.rate ? draft.rate : "…"} ${currency}` },
						{ id: "direct", name: `1 ${currency} = ${!draft.inverse && draft.rate ? draft.rate : "…"} ${against}` },
					]}
				/>
				<TextField
					label={t("rate.rate")}
					help={t("rate.number")}
					error={wrong.rate}
					value={draft.rate}
					onChange={(text) => set({ rate: text })}
					required
				/>
				<TextField
					label={t("rate.source")}
					help={t("rate.sourceHelp")}
					error={wrong.source}
					value={draft.source}
					onChange={(source) => set({ source })}
				/>
				{rate && <Versions rate={rate} />}
			</Form>
		</SidePanel>
	);
}

// shownIn is a plain decimal as the language writes it, without groups.
function shownIn(lang: "en" | "fr", plain: string): string {
	return lang === "fr" ? plain.replace(".", ",") : plain;
}

// plainOf is what was typed as the server takes it; it says what is no number.
function plainOf(text: string): string {
	return text.trim().replace(",", ".");
}

function Versions({ rate }: { rate: Rate }) {
	const { t, locale } = useLang();
	const past = useQuery({
		queryKey: [...keys.rates, rate.id, rate.version],
		queryFn: ({ signal }) => api.get<List<Past>>(`/rates/${rate.id}/history`, {}, signal),
	});
	const when = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
	if ((past.data?.items.length ?? 0) < 2) return null;
	return (
		<div>
			<h3>{t("rate.history")}</h3>
			<ol className={styles.versions}>
				{past.data?.items.map((p) => (
					<li key={p.version}>
						{p.says || t("rate.gone")}
						<span className={styles.quiet}>
							{" "}
							· {p.by?.name} · {when.format(new Date(p.at))}
						</span>
					</li>
				))}
			</ol>
		</div>
	);
}
