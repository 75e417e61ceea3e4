import { useInfiniteQuery } from "@tanstack/react-query";
import type { Attribute } from "../../api/types";
import { type HistoryEntry, readHistory } from "../../data/projects";
import { keys } from "../../data/query-keys";
import type { FieldContext } from "../../fields/kind";
import { dayFromISO, formatDay, formatInstant } from "../../format/day";
import { type MessageKey, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { Button } from "../../ui/button";
import { Drawer } from "../../ui/drawer";
import { TextLink } from "../../ui/link";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { words } from "../words";
import styles from "./history.module.css";

type Props = { id: string; attribute: string; attributes: readonly Attribute[]; context: FieldContext };

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
export function History({ id, attribute, attributes, context }: Props) {
	const { t } = useLang();
	const read = useInfiniteQuery({
		queryKey: [...keys.projects, id, "history", attribute],
		queryFn: ({ pageParam, signal }) => readHistory(id, attribute, pageParam, signal),
		initialPageParam: "",
		getNextPageParam: (last) => last.next || undefined,
	});
	if (read.error) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
	if (!read.data) return <Skeleton lines={6} />;
	const entries = read.data.pages.flatMap((p) => p.items);
	if (!entries.length) {
		return (
			<EmptyState icon="history" title={t("project.history.none")}>
				{t("project.history.noneText")}
			</EmptyState>
		);
	}
	return (
		<>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keys */}
			<ol className={styles.entries} tabIndex={0} aria-label={t("project.history.title")}>
				{entries.map((e) => (
					<Entry key={e.change} entry={e} attribute={attribute} attributes={attributes} context={context} />
				))}
			</ol>
			{read.hasNextPage && (
				<Button wide onPress={() => void read.fetchNextPage()} isPending={read.isFetchingNextPage}>
					{t("project.history.more")}
				</Button>
			)}
		</>
	);
}

type EntryProps = Omit<Props, "id"> & { entry: HistoryEntry };

function Entry({ entry, attribute, attributes, context }: EntryProps) {
	const { t } = useLang();
	const effective = dayFromISO(entry.effective);
	const sameDay = entry.at.slice(0, 10) === entry.effective;
	const changes = attribute ? entry.changes.filter((c) => c.attribute === attribute) : entry.changes;
	const who = entry.actor?.name ?? t("project.history.vigie");
	return (
		<li className={styles.entry} data-corrected={entry.corrected || undefined}>
			<Avatar name={who} />
			<div className={styles.body}>
				<div className={styles.head}>
					<strong>{who}</strong>
					<time dateTime={entry.at}>{formatInstant(entry.at)}</time>
				</div>
				<div className={styles.about}>
					<span>{t(via[entry.via] ?? "project.via.system")}</span>
					{!sameDay && <Badge tone="retro">{t("project.history.effective", { date: formatDay(effective) })}</Badge>}
					{entry.corrected && <Badge>{t("project.history.corrected")}</Badge>}
					{entry.import && <TextLink href={`/import/${entry.import}`}>{t("project.history.import")}</TextLink>}
				</div>
				{entry.note && <p className={styles.note}>{entry.note}</p>}
				<dl className={styles.changes}>
					{changes.map((c) => (
						<ChangeLine key={c.attribute} change={c} attributes={attributes} context={context} alone={!!attribute} />
					))}
				</dl>
			</div>
		</li>
	);
}

type LineProps = {
	change: HistoryEntry["changes"][number];
	attributes: readonly Attribute[];
	context: FieldContext;
	alone: boolean;
};

function ChangeLine({ change, attributes, context, alone }: LineProps) {
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
			</dd>
		</div>
	);
}
