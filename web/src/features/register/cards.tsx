import { useMemo, useState } from "react";
import { Link } from "react-aria-components";
import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { mayChange, type RecordKind, type RecordRow, useWriteRecords } from "../../data/registers";
import { useFieldContext } from "../../fields/use-context";
import { dayFromISO } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Select } from "../../ui/select";
import { tellError } from "../../ui/toast-store";
import { useAsOf } from "../../url/use-search";
import { addressOfHome, columnsFor, homeOf } from "../../views/register/columns";
import { latestOf, RecordDrawer } from "../../views/register/details";
import { specs } from "../../views/register/kinds";
import { Offered } from "../../views/register/offered";
import { isPressing, standingOf } from "../../views/register/words";
import { words } from "../../views/words";
import styles from "./cards.module.css";
import { Nothing } from "./nothing";
import type { Asking } from "./use-asked";

type Props = { kind: RecordKind; asking: Asking; rows: RecordRow[]; asOf: string };

// Cards is a register on a phone: a card a record, its state changed in place.
export function Cards({ kind, asking, rows, asOf }: Props) {
	const { t } = useLang();
	const attributes = useAttributes(kind).data ?? [];
	const [open, setOpen] = useState<RecordRow | null>(null);
	if (rows.length === 0) return <Nothing kind={kind} asking={asking} />;
	return (
		<>
			<ul className={styles.cards} aria-label={t("register.cards")}>
				{rows.map((m) => (
					<Card key={m.id} {...{ kind, attributes, asOf }} row={m} onOpen={() => setOpen(m)} />
				))}
			</ul>
			{open && (
				<RecordDrawer kind={kind} row={latestOf(rows, open)} attributes={attributes} onClose={() => setOpen(null)} />
			)}
		</>
	);
}

type CardProps = {
	kind: RecordKind;
	row: RecordRow;
	attributes: readonly Attribute[];
	asOf: string;
	onOpen: () => void;
};

function Card({ kind, row: m, attributes, asOf, onOpen }: CardProps) {
	const { t, lang } = useLang();
	const context = useFieldContext();
	const write = useWriteRecords(kind);
	const present = !useAsOf();
	const [asked, setAsked] = useState(false);
	const today = dayFromISO(asOf) || context.today;
	const standing = standingOf(kind, m, today, t);
	const columns = useMemo(() => columnsFor({ kind, t, lang, today, attributes }), [kind, t, lang, today, attributes]);
	const status = attributes.find((a) => a.key === "status");
	const home = addressOfHome(m);
	const said = specs[kind].card
		.filter((key) => key !== "status")
		.map((key) => {
			const attribute = attributes.find((a) => a.key === key);
			const column = columns[key];
			const text = column?.mark?.(m)?.word ?? column?.text?.(m) ?? (attribute ? words(m[key], attribute, context) : "");
			return { key, label: column?.label ?? "", text };
		})
		.filter((l) => l.text);
	return (
		<li className={styles.card} data-pressing={isPressing(kind, m, today, t) || undefined}>
			<div className={styles.head}>
				<div className={styles.names}>
					<strong>{m.name}</strong>
					{home && (
						<Link href={home} className={styles.home ?? ""}>
							{homeOf(m)}
						</Link>
					)}
				</div>
				{standing && (
					<span className={styles.standing} data-tone={standing.tone}>
						<Icon name={standing.icon} size={14} />
						{standing.word}
					</span>
				)}
			</div>
			<dl className={styles.values}>
				{said.map((l) => (
					<div key={l.key}>
						<dt>{l.label}</dt>
						<dd>{l.text}</dd>
					</div>
				))}
			</dl>
			<div className={styles.foot}>
				{status && (
					<div onFocusCapture={() => setAsked(true)} onPointerDownCapture={() => setAsked(true)}>
						<Offered
							{...{ kind, attributes, asked }}
							row={m}
							attribute={status}
							show={(a) => (
								<Select
									hideLabel
									label={`${pick(status.label, lang)} · ${m.name ?? ""}`}
									isDisabled={!present || !mayChange(m, "status")}
									options={a.choices
										.filter((c) => !c.retired || c.key === m.status)
										.map((c) => ({
											id: c.key,
											name: pick(c.label, lang),
											...(c.closed ? { disabled: true, detail: c.closed } : {}),
										}))}
									value={m.status ?? ""}
									onChange={(id) => void write.save(m, "status", id).catch((e) => tellError(e))}
								/>
							)}
						/>
					</div>
				)}
				<Button kind="quiet" icon="history" onPress={onOpen}>
					{t("register.details")}
				</Button>
			</div>
		</li>
	);
}
