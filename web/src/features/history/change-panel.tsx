import { useState } from "react";
import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { isRecordKind } from "../../data/registers";
import { useFieldContext } from "../../fields/use-context";
import { formatInstant, formatMonth, monthFromISO } from "../../format/day";
import type { Translate } from "../../i18n/lang";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { TextLink } from "../../ui/link";
import { SidePanel } from "../../ui/side-panel";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { titleOf, whoOf } from "../../views/change-title";
import { Given } from "../../views/editing/reason";
import { words } from "../../views/words";
import styles from "./history.module.css";
import {
	type ChangeDetail,
	goesBack,
	type ItemsBack,
	type Reversal,
	type ReverseLine,
	useChange,
	useUndoChange,
} from "./queries";

type Props = { number: number; onClose: () => void; onNext?: () => void; onPrevious?: () => void };

// ChangePanel shows one change beside the list: what it did, what taking it back
// would do, and what was changed since and so would be written over.
export function ChangePanel({ number, onClose, ...turn }: Props) {
	const { t } = useLang();
	const read = useChange(number);
	const title = read.data ? titleOf(read.data, t) : t("changes.one");
	return (
		<SidePanel title={title} onClose={onClose} {...turn} footer={read.data && <Undo key={number} change={read.data} />}>
			{read.error && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
			{!read.error && !read.data && <Skeleton lines={6} />}
			{read.data && <Content key={number} change={read.data} onGiven={() => void read.refetch()} />}
		</SidePanel>
	);
}

function Content({ change, onGiven }: { change: ChangeDetail; onGiven: () => void }) {
	const { t } = useLang();
	return (
		<div className={styles.panel}>
			<p className={styles.quiet}>{t("changes.byAt", { name: whoOf(change, t), at: formatInstant(change.at) })}</p>
			<Given change={change.number} note={change.note} actor={change.actor?.id} onGiven={onGiven} />
			{change.gone_by && <Banner tone="info">{t("changes.gone")}</Banner>}
			{change.import && (
				<EmptyState
					icon="import"
					title={t("changes.import", { name: change.import.name || t("changes.file") })}
					action={<TextLink href={`/import/${change.import.id}`}>{t("project.history.import")}</TextLink>}
				>
					{t("changes.importText")}
				</EmptyState>
			)}
			{!change.import && !change.reversals.length && (
				<EmptyState icon="history" title={t("changes.nothing")}>
					{t("changes.nothingText")}
				</EmptyState>
			)}
			<ul className={styles.objects}>
				{change.reversals.map((r) => (
					<One key={r.kind + r.id} reversal={r} />
				))}
			</ul>
		</div>
	);
}

function One({ reversal: r }: { reversal: Reversal }) {
	const { t } = useLang();
	const attributes = useAttributes(isRecordKind(r.kind) ? r.kind : "project").data ?? [];
	const owner = isRecordKind(r.kind)
		? r.project
		: r.kind === "project"
			? r
			: r.kind === "plan" || r.kind === "baseline"
				? r.project
				: undefined;
	return (
		<li className={styles.object}>
			<h3 className={styles.name}>
				{owner ? <TextLink href={`/project/${owner.id}`}>{owner.name}</TextLink> : r.name}
				{owner && isRecordKind(r.kind) && <span> · {r.name}</span>}
			</h3>
			{r.why && <p className={styles.why}>{r.why}</p>}
			{r.state && <p>{t(r.state === "deleted" ? "changes.wouldGo" : "changes.wouldCome")}</p>}
			{r.add?.length ? <p>{t("changes.add", { names: r.add.map((p) => p.name).join(", ") })}</p> : null}
			{r.remove?.length ? <p>{t("changes.remove", { names: r.remove.map((p) => p.name).join(", ") })}</p> : null}
			{r.items && <Items items={r.items} />}
			<dl className={styles.lines}>
				{r.lines.map((l) => (
					<Line key={l.attribute + (l.month ?? "")} line={l} attributes={attributes} />
				))}
			</dl>
		</li>
	);
}

// Items are the lines of a plan, or baselines, that would come, go or be as they were.
function Items({ items }: { items: ItemsBack }) {
	const { t } = useLang();
	const said = (["comes", "goes", "changes", "stays"] as const).filter((what) => items[what]?.length);
	return said.map((what) => <p key={what}>{t(`changes.items.${what}`, { names: listOf(items[what] ?? [], t) })}</p>);
}

// listOf names the first of many.
function listOf(names: readonly string[], t: Translate): string {
	const most = 8;
	const first = names.slice(0, most).join(", ");
	return names.length > most ? t("changes.items.more", { names: first, count: names.length - most }) : first;
}

function Line({ line, attributes }: { line: ReverseLine; attributes: readonly Attribute[] }) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const attribute = attributes.find((a) => a.key === line.attribute);
	if (!attribute) return null;
	const said = (v: unknown) => short(words(v, attribute, context)) || t("portfolio.compare.nothing");
	return (
		<div className={styles.line}>
			<dt>
				{pick(attribute.label, lang)}
				{line.month && <span className={styles.quiet}> {formatMonth(monthFromISO(line.month))}</span>}
			</dt>
			<dd>
				<span>{said(line.after)}</span>
				<span className={styles.arrow}> → </span>
				<strong>{said(line.before)}</strong>
				{line.since && <Badge tone="warn">{t("changes.since", { value: said(line.now) })}</Badge>}
			</dd>
		</div>
	);
}

function short(text: string): string {
	return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

// Undo is the foot of the panel: how much would go back, and what would be lost.
function Undo({ change }: { change: ChangeDetail }) {
	const { t } = useLang();
	const [overwrite, setOverwrite] = useState(false);
	const undo = useUndoChange(change.number);
	const { free, since, stuck } = goesBack(change.reversals);
	const count = free + (overwrite ? since : 0);
	if (change.import || change.gone_by || !change.reversals.length) return null;
	return (
		<div className={styles.foot}>
			{undo.error && <Banner tone="bad">{undo.error.message}</Banner>}
			{since > 0 && (
				<Checkbox isSelected={overwrite} onChange={setOverwrite}>
					{t("changes.overwrite", { count: since })}
				</Checkbox>
			)}
			<div className={styles.act}>
				<span className={styles.quiet}>
					{t("changes.goesBack", { count })}
					{stuck > 0 && ` · ${t("changes.stuck", { count: stuck })}`}
				</span>
				<Button
					kind="primary"
					isDisabled={count === 0}
					isPending={undo.isPending}
					onPress={() => undo.mutate(overwrite)}
				>
					{t("changes.undo")}
				</Button>
			</div>
		</div>
	);
}
