import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { changeCell } from "../../data/change-cell";
import { edits, type HistoryEntry, readHistory } from "../../data/projects";
import { keys } from "../../data/query-keys";
import { same } from "../../data/rows";
import type { FieldContext } from "../../fields/kind";
import { dayFromISO, formatDay, formatInstant } from "../../format/day";
import { type MessageKey, pick, type Translate } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { Button, IconButton } from "../../ui/button";
import { Drawer } from "../../ui/drawer";
import { TextLink } from "../../ui/link";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { Given } from "../editing/reason";
import { sayDone } from "../editing/undo-said";
import { words } from "../words";
import styles from "./history.module.css";
import { everything, type HistoryAsked, HistoryFilter } from "./history-filter";
import { RevertDialog } from "./revert";

type Props = {
	id: string;
	attribute: string;
	attributes: readonly Attribute[];
	context: FieldContext;
	// row: of a project that may be changed; its values can then be taken back
	row?: Row;
};

const via: Record<string, MessageKey> = {
	web: "project.via.web",
	api: "project.via.api",
	import: "project.via.import",
	command: "project.via.command",
	system: "project.via.system",
};

// HistoryDrawer shows what happened to one attribute, or to the whole project.
export function HistoryDrawer(props: Props & { onClose: () => void }) {
	const { t, lang } = useLang();
	const attribute = props.attributes.find((a) => a.key === props.attribute);
	const title = attribute ? t("project.history.of", { name: pick(attribute.label, lang) }) : t("project.history.title");
	return (
		<Drawer title={title} isOpen onClose={props.onClose}>
			<History {...props} />
		</Drawer>
	);
}

// History lists changes, newest first: who, when, before and after, from which
// date they count, and by which import.
export function History({ id, attribute, attributes, context, row }: Props) {
	const { t } = useLang();
	const [asked, setAsked] = useState<HistoryAsked>({ ...everything, attribute });
	const [after, setAfter] = useState(0);
	const read = useInfiniteQuery({
		queryKey: [...keys.projects, id, "history", asked],
		queryFn: ({ pageParam, signal }) => readHistory(id, asked, pageParam, signal),
		initialPageParam: "",
		getNextPageParam: (last) => last.next || undefined,
		placeholderData: (before) => before,
	});
	if (read.error) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
	if (!read.data) return <Skeleton lines={6} />;
	const entries = read.data.pages.flatMap((p) => p.items);
	const actors = entries.flatMap((e) => e.actor ?? []);
	const filter = <HistoryFilter {...{ id, attributes, actors }} value={asked} onChange={setAsked} />;
	if (!entries.length) {
		return asked.actor || asked.from || asked.to || asked.attribute !== attribute ? (
			<>
				{filter}
				<p className={styles.nothing}>{t("project.history.nothing")}</p>
			</>
		) : (
			<EmptyState icon="history" title={t("project.history.none")}>
				{t("project.history.noneText")}
			</EmptyState>
		);
	}
	return (
		<>
			{filter}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keys */}
			<ol className={styles.entries} tabIndex={0} aria-label={t("project.history.title")}>
				{entries.map((e) => (
					<Entry
						key={`${e.change} ${e.effective} ${e.merge?.with.id ?? ""}`}
						entry={e}
						attribute={asked.attribute}
						{...{ attributes, context, row }}
						onRevert={row && !asked.attribute && !e.corrected ? () => setAfter(e.change) : undefined}
					/>
				))}
			</ol>
			{read.hasNextPage && (
				<Button wide onPress={() => void read.fetchNextPage()} isPending={read.isFetchingNextPage}>
					{t("project.history.more")}
				</Button>
			)}
			{row && after > 0 && <RevertDialog {...{ row, attributes, context, after }} onClose={() => setAfter(0)} />}
		</>
	);
}

type EntriesProps = { entries: readonly HistoryEntry[]; attributes: readonly Attribute[]; context: FieldContext };

// HistoryEntries lists what happened, as it was read.
export function HistoryEntries({ entries, attributes, context }: EntriesProps) {
	const { t } = useLang();
	if (!entries.length) return <p className={styles.nothing}>{t("project.history.nothing")}</p>;
	return (
		<ol className={styles.entries}>
			{entries.map((e) => (
				<Entry key={`${e.change} ${e.effective}`} entry={e} attribute="" {...{ attributes, context }} />
			))}
		</ol>
	);
}

type EntryProps = Omit<Props, "id"> & { entry: HistoryEntry; onRevert?: () => void };

function Entry({ entry, attribute, attributes, context, row, onRevert }: EntryProps) {
	const { t } = useLang();
	const queries = useQueryClient();
	const effective = dayFromISO(entry.effective);
	const sameDay = entry.at.slice(0, 10) === entry.effective;
	const changes = attribute ? entry.changes.filter((c) => c.attribute === attribute) : entry.changes;
	const actor = entry.actor?.name ?? t("project.history.vigie");
	const behalf = (entry.behalf ?? []).map((b) => b.name).join(", ");
	const who = behalf ? t("delegation.behalf", { who: actor, whom: behalf }) : actor;
	return (
		<li className={styles.entry} data-corrected={entry.corrected || undefined}>
			<Avatar name={who} />
			<div className={styles.body}>
				<div className={styles.head}>
					<strong>{who}</strong>
					<time dateTime={entry.at}>{formatInstant(entry.at)}</time>
					{onRevert && <IconButton small icon="history" label={t("project.revert.here")} onPress={onRevert} />}
				</div>
				<div className={styles.about}>
					<span>{t(via[entry.via] ?? "project.via.system")}</span>
					{!sameDay && <Badge tone="retro">{t("project.history.effective", { date: formatDay(effective) })}</Badge>}
					{entry.corrected && <Badge>{t("project.history.corrected")}</Badge>}
					{entry.import && <TextLink href={`/import/${entry.import}`}>{t("project.history.import")}</TextLink>}
				</div>
				{entry.import ? (
					entry.note && <p className={styles.note}>{entry.note}</p>
				) : (
					<Given
						change={entry.change}
						note={entry.note}
						actor={entry.actor?.id}
						onGiven={() => void queries.invalidateQueries({ queryKey: keys.projects })}
					/>
				)}
				{entry.merge && <p className={styles.merge}>{mergeSaid(entry.merge, t)}</p>}
				<dl className={styles.changes}>
					{changes.map((c) => (
						<ChangeLine key={c.attribute} change={c} {...{ attributes, context, row }} alone={!!attribute} />
					))}
				</dl>
			</div>
		</li>
	);
}

// mergeSaid says with which project this one was merged, or that it was undone.
function mergeSaid(m: NonNullable<HistoryEntry["merge"]>, t: Translate): string {
	const name = m.with.name || t("project.history.hidden");
	if (m.undone) return t("project.history.unmerged", { name });
	return t(m.gone ? "project.history.mergedInto" : "project.history.merged", { name });
}

type LineProps = {
	change: HistoryEntry["changes"][number];
	attributes: readonly Attribute[];
	context: FieldContext;
	alone: boolean;
	row?: Row;
};

function ChangeLine({ change, attributes, context, alone, row }: LineProps) {
	const { t, lang } = useLang();
	const attribute = attributes.find((a) => a.key === change.attribute);
	if (!attribute) return null;
	const said = (v: unknown, unread?: string) => {
		const out = unread ?? words(v, attribute, context);
		return out.length > 160 ? `${out.slice(0, 160)}…` : out;
	};
	const before = said(change.before, change.unread?.before);
	const after = said(change.after, change.unread?.after) || t("portfolio.compare.nothing");
	return (
		<div className={styles.line}>
			<dt className={alone ? styles.hidden : undefined}>{pick(attribute.label, lang)}</dt>
			<dd>
				{before && (
					<>
						<s className={styles.before}>{before}</s>
						<span className={styles.arrow}> → </span>
					</>
				)}
				<span className={styles.after}>{after}</span>
				{row && <TakeBack {...{ row, attribute, change }} said={before || t("portfolio.compare.nothing")} />}
			</dd>
		</div>
	);
}

type TakeBackProps = { row: Row; attribute: Attribute; change: HistoryEntry["changes"][number]; said: string };

// TakeBack writes the value of before the change again, as a change of today.
function TakeBack({ row, attribute, change, said }: TakeBackProps) {
	const { t, lang } = useLang();
	const now = edits.shown(row, attribute.key);
	if (attribute.read_only || attribute.per_month || change.unread || same(now, change.before ?? null)) return null;
	const label = pick(attribute.label, lang);
	return (
		<span className={styles.back}>
			<IconButton
				small
				icon="arrow-left"
				label={t("project.history.takeBack", { name: label, value: said })}
				onPress={() => {
					const what = `${label} · ${String(row.name ?? "")}`;
					changeCell(row, attribute.key, change.before ?? null, what);
					sayDone({ text: t("project.history.taken", { name: label }), way: "undo" });
				}}
			/>
		</span>
	);
}
