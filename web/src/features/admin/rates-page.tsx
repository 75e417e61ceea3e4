import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { keys } from "../../data/query-keys";
import type { Used } from "../../data/rates";
import { dayFromISO, formatDay } from "../../format/day";
import { formatNumber } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { EmptyState, Loaded } from "../../ui/states";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import { ListGrid } from "../../views/grid/list-grid";
import { rateText } from "../../views/totals";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { ImportLink } from "./import-link";
import { useInline } from "./objects";
import { RatePanel } from "./rate-panel";
import { neighbours, useOpen } from "./use-open";

type Rate = components["schemas"]["RateOut"];
type Rates = { items: Rate[]; total: number; currency: string; in_force: Used[] };

// shown is how many of the latest rates the list holds.
const shown = 1000;

// RatesPage is the exchange rates by which totals over several currencies become
// one, the latest first.
export default function RatesPage() {
	const t = useT();
	const { open, panel, show, saved, create, close } = useOpen();
	const [q, setQ] = useParam("q");
	const [until, setUntil] = useParam("until");
	// a currency is looked for among all rates, whatever the list holds
	const currency = /^[a-z]{3}$/i.test(q.trim()) ? q.trim().toUpperCase() : "";
	const rates = useQuery({
		queryKey: [...keys.rates, "list", currency, until],
		queryFn: ({ signal }) => api.get<Rates>("/rates", { limit: shown, currency, until }, signal),
		placeholderData: keepPreviousData,
	});
	const correct = useInline(keys.rates, "/rates");
	const current = rates.data?.items.find((r) => r.id === open);
	const add = (
		<Button kind="primary" icon="plus" onPress={create}>
			{t("rate.new")}
		</Button>
	);
	return (
		<AdminFrame
			title={t("rate.title")}
			lead={t("rate.lead")}
			actions={
				<>
					<ImportLink object="rate" />
					{add}
				</>
			}
			tools={<SearchField label={t("rate.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			panel={
				rates.data &&
				(open === "new" || current) && (
					<RatePanel
						key={panel}
						rate={current ?? null}
						into={rates.data.currency}
						onClose={close}
						onSaved={(r) => saved(r.id)}
						{...neighbours(
							rates.data.items.map((r) => r.id),
							open,
							show,
						)}
					/>
				)
			}
		>
			<Loaded query={rates}>
				{(found) =>
					found.items.length === 0 && !currency && !until ? (
						<EmptyState icon="globe" title={t("rate.empty")} action={add}>
							{t("rate.emptyText", { currency: found.currency })}
						</EmptyState>
					) : (
						<div className={styles.fill}>
							<InForce rates={found} />
							{found.total > found.items.length && (
								<p className={styles.quiet} role="status">
									{t("rate.window", {
										shown: found.items.length,
										total: found.total,
										date: formatDay(dayFromISO(found.items.at(-1)?.day ?? "")),
									})}{" "}
									<Button small onPress={() => setUntil(found.items.at(-1)?.day ?? "")}>
										{t("rate.earlier")}
									</Button>
								</p>
							)}
							{until && (
								<p>
									<Button small onPress={() => setUntil("")}>
										{t("rate.latest")}
									</Button>
								</p>
							)}
							<ListGrid
								label={t("rate.title")}
								rows={found.items}
								find={q}
								open={open}
								onOpen={(r) => show(r.id)}
								onEdit={(r, key, value) => correct(r, key, value)}
								sort={[{ key: "day", direction: "descending" }]}
								columns={[
									{ key: "day", label: t("rate.day"), kind: "date", width: 120, strong: true, pinned: true },
									{ key: "currency", label: t("rate.currency"), width: 100 },
									{
										key: "rate",
										label: t("rate.says"),
										width: 230,
										text: saysOf,
										order: (r) => Number(r.rate),
									},
									{ key: "source", label: t("rate.source"), width: 220, grow: true, editable: true },
									{ key: "by", label: t("rate.by"), width: 180, wide: true, text: (r) => r.updated_by?.name ?? "" },
								]}
							/>
						</div>
					)
				}
			</Loaded>
		</AdminFrame>
	);
}

// saysOf is a rate as people say it: "1 EUR = 1,085 USD".
function saysOf(r: Rate): string {
	const [one, other] = r.inverse ? [r.against, r.currency] : [r.currency, r.against];
	return `1\u00a0${one} = ${formatNumber(r.rate, 12)}\u00a0${other}`;
}

// InForce is by which rates the totals of today convert.
function InForce({ rates }: { rates: Rates }) {
	const t = useT();
	return (
		<section className={styles.inForce} aria-label={t("rate.inForce")}>
			<h2>{t("rate.inForce")}</h2>
			<p className={styles.quiet}>{t("rate.into", { currency: rates.currency })}</p>
			{rates.in_force.length === 0 ? (
				<p>{t("rate.none")}</p>
			) : (
				<ul>
					{rates.in_force.map((u) => (
						<li key={u.from}>
							<strong>{rateText(u, rates.currency)}</strong>{" "}
							<span className={styles.quiet}>
								{u.via && `${t("rate.via", { currency: u.via })} · `}
								{t("rate.since", { date: formatDay(dayFromISO(u.day)) })}
							</span>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}
