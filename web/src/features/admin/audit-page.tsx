import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { addressOf, api } from "../../api/client";
import type { components } from "../../api/schema";
import type { List, User } from "../../api/types";
import { useToday } from "../../data/me";
import { keys } from "../../data/query-keys";
import { dayFromISO, formatInstant, isoOfDay } from "../../format/day";
import type { Translate } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { DateField } from "../../ui/date-field";
import { Menu } from "../../ui/menu";
import { Select } from "../../ui/select";
import { SidePanel } from "../../ui/side-panel";
import { EmptyState, Loaded } from "../../ui/states";
import { useParam } from "../../url/use-search";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { Facts } from "./facts";
import { useList } from "./objects";
import { neighbours, useOpen } from "./use-open";

type Entry = components["schemas"]["AuditOut"];

export const auditKinds = [
	"sign_in",
	"refused",
	"seeing",
	"secrets",
	"rights",
	"people",
	"exports",
	"imports",
	"system",
	"catalogue",
] as const;

// AuditPage is who came, who changed what may be done, and what went out. It is
// read, never changed.
export default function AuditPage() {
	const { t, lang } = useLang();
	const [person, setPerson] = useParam("person");
	const [kind, setKind] = useParam("kind");
	const [from, setFrom] = useParam("from");
	const [until, setUntil] = useParam("until");
	const { open, show, close } = useOpen();
	const users = useList<User>(keys.users, "/users");
	const today = useToday();
	const asked = { person, kind, from, until };
	const found = useInfiniteQuery({
		queryKey: [...keys.audit, asked, lang],
		queryFn: ({ pageParam }) => api.get<List<Entry>>("/audit", { ...asked, limit: 200, after: pageParam }),
		initialPageParam: "",
		getNextPageParam: (last) => last.next || undefined,
	});
	const rows = useMemo(() => found.data?.pages.flatMap((p) => p.items) ?? [], [found.data]);
	const current = rows.find((e) => e.id === open);
	const file = (suffix: string) => addressOf(`/exports/audit.${suffix}`, asked);
	return (
		<AdminFrame
			title={t("audit.title")}
			lead={t("audit.lead")}
			actions={
				<Menu
					label={t("audit.export")}
					groups={[
						{
							id: "export",
							entries: [
								{ id: "xlsx", name: "Excel", icon: "file", run: () => location.assign(file("xlsx")) },
								{ id: "csv", name: "CSV", icon: "file", run: () => location.assign(file("csv")) },
							],
						},
					]}
				>
					<Button icon="export">{t("audit.export")}</Button>
				</Menu>
			}
			tools={
				<div className={styles.filters}>
					<ComboBox
						label={t("audit.person")}
						options={(users.data ?? []).map((u) => ({ id: u.id, name: u.name, detail: u.login }))}
						value={person || null}
						onChange={(id) => setPerson(id)}
					/>
					<Select
						label={t("audit.kind")}
						options={[
							{ id: "", name: t("audit.all") },
							...auditKinds.map((k) => ({ id: k as string, name: t(`audit.kind_${k}`) })),
						]}
						value={kind}
						onChange={(k) => setKind(k || null)}
					/>
					<DateField
						label={t("audit.from")}
						today={today}
						value={dayFromISO(from)}
						onChange={(d) => setFrom(isoOfDay(d) || null)}
					/>
					<DateField
						label={t("audit.until")}
						today={today}
						value={dayFromISO(until)}
						onChange={(d) => setUntil(isoOfDay(d) || null)}
					/>
				</div>
			}
			panel={
				current && (
					<Panel
						entry={current}
						onClose={close}
						{...neighbours(
							rows.map((e) => e.id),
							open,
							show,
						)}
					/>
				)
			}
		>
			<Loaded query={found}>
				{() => (
					<div className={styles.fill}>
						<ListGrid
							keep="audit"
							label={t("audit.title")}
							rows={rows}
							open={open}
							onOpen={(e) => show(e.id)}
							rowClass={(e) => (e.kind === "refused" ? styles.alarm : undefined)}
							columns={[
								{
									key: "at",
									label: t("audit.at"),
									width: 150,
									pinned: true,
									text: (e) => formatInstant(e.at),
									order: (e) => -Date.parse(e.at),
								},
								{
									key: "actor",
									label: t("audit.who"),
									width: 170,
									text: (e) => e.actor?.name ?? t(e.via === "web" ? "audit.nobody" : "audit.program"),
								},
								{ key: "text", label: t("audit.what"), width: 230, strong: true },
								{ key: "about", label: t("audit.about"), width: 180, text: (e) => e.about?.name ?? "" },
								{
									key: "details",
									label: t("audit.details"),
									width: 260,
									wide: true,
									grow: true,
									text: (e) => inShort(e, t),
								},
								{ key: "address", label: t("audit.address"), width: 120, wide: true },
							]}
							empty={
								<EmptyState icon="history" title={t("audit.empty")}>
									{t("audit.emptyText")}
								</EmptyState>
							}
						/>
						{found.hasNextPage && (
							<div className={styles.more}>
								<Button isPending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
									{t("audit.older")}
								</Button>
							</div>
						)}
					</div>
				)}
			</Loaded>
		</AdminFrame>
	);
}

// inShort is what an entry holds beyond who and what, on one line.
export function inShort(e: Entry, t: Translate): string {
	const parts = [e.detail, (e.count ?? 0) > 1 ? `× ${e.count}` : ""];
	for (const c of e.changes ?? []) {
		parts.push(t("audit.pair", { what: c.what, value: c.before ? `${c.before} → ${c.after || "—"}` : c.after }));
	}
	return parts.filter(Boolean).join(" · ");
}

type PanelProps = { entry: Entry; onClose: () => void; onNext?: () => void; onPrevious?: () => void };

function Panel({ entry: e, onClose, ...turn }: PanelProps) {
	const { t } = useLang();
	return (
		<SidePanel title={e.text} onClose={onClose} {...turn}>
			<Facts
				facts={[
					[t("audit.at"), formatInstant(e.at)],
					[t("audit.who"), e.actor?.name ?? t(e.via === "web" ? "audit.nobody" : "audit.program")],
					[t("audit.about"), e.about?.name ?? ""],
					[t("audit.details"), e.detail ?? ""],
					[t("audit.times"), (e.count ?? 0) > 1 ? String(e.count) : ""],
					[t("audit.address"), e.address ?? ""],
					[t("audit.via"), t("audit.viaOf", { via: e.via })],
					[t("audit.change"), String(e.change)],
				]}
			/>
			{e.changes && e.changes.length > 0 && (
				<table className={styles.changes}>
					<thead>
						<tr>
							<th scope="col">{t("audit.part")}</th>
							<th scope="col">{t("audit.before")}</th>
							<th scope="col">{t("audit.after")}</th>
						</tr>
					</thead>
					<tbody>
						{e.changes.map((c) => (
							<tr key={c.what}>
								<th scope="row">{c.what}</th>
								<td>{c.before || "—"}</td>
								<td>{c.after || "—"}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</SidePanel>
	);
}
