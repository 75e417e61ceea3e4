import { useEffect, useRef, useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { changeCell } from "../../data/change-cell";
import { differenceOf } from "../../data/differences";
import { edits } from "../../data/projects";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Tooltip } from "../../ui/tooltip";
import { NoticeBody } from "../grid/cell-notice";
import { movedText } from "../grid/columns";
import { lockedWhy } from "../locked-why";
import { words } from "../words";
import { AttributeControl } from "./attribute-control";
import styles from "./record.module.css";

type Props = {
	attribute: Attribute;
	row: Row;
	context: FieldContext;
	canEdit: boolean;
	onHistory?: (key: string) => void;
	// fresh: someone else changed it since the person last looked
	fresh?: boolean;
	// onOpen is told when its control is opened and closed
	onOpen?: (key: string, open: boolean) => void;
	// still: why the form shows it to be read only
	still?: string;
	// hint: what the form says below it
	hint?: string;
	// wide: over all columns of its section
	wide?: boolean;
};

// AttributeField is one line of a project: its label, its value, and, where one
// may, the control of its kind in the value's place.
export function AttributeField(props: Props) {
	const { attribute, row, context, canEdit, onHistory, fresh, onOpen, still, hint } = props;
	const { t, lang } = useLang();
	const [open, setOpen] = useState(false);
	const shown = useRef<HTMLDivElement>(null);
	const { key } = attribute;
	const label = pick(attribute.label, lang);
	const help = pick(attribute.help, lang);
	const edit = edits.cell(row.id, key);
	const value = edits.value(row.id, key, row[key] ?? null);
	const locked = canEdit && row.locked?.includes(key) ? lockedWhy(attribute, t) : undefined;
	const may = canEdit && !attribute.read_only && !still && !locked;
	const why = still ?? locked ?? t("portfolio.why.computed");
	useEffect(() => {
		if (!open) return;
		onOpen?.(key, true);
		return () => onOpen?.(key, false);
	}, [open, key, onOpen]);
	const close = () => {
		setOpen(false);
		// The focus comes back, unless something else has taken it by then.
		requestAnimationFrame(() => {
			if (document.activeElement === document.body) shown.current?.querySelector("button")?.focus();
		});
	};
	const save = (next: unknown, reason: string) =>
		changeCell(row, key, next, `${label} · ${String(row.name ?? "")}`, undefined, reason);
	const wide = attribute.kind === "long_text";
	return (
		<div
			className={styles.field}
			data-attribute={key}
			data-wide={wide || undefined}
			data-over={props.wide || undefined}
			data-fresh={fresh || undefined}
			data-state={edit?.state}
		>
			<div className={styles.label}>
				<span id={`label-${row.id}-${key}`}>{label}</span>
				{fresh && (
					<span
						className={styles.fresh}
						title={t("project.news.mark")}
						role="img"
						aria-label={t("project.news.mark")}
					/>
				)}
				{help && (
					<Tooltip text={help}>
						<a
							className={styles.help}
							href={`/method#project.${key}`}
							target="_blank"
							rel="noopener"
							aria-label={t("project.helpOn", { name: label })}
						>
							<Icon name="help" size={13} />
						</a>
					</Tooltip>
				)}
			</div>
			<div className={styles.value} ref={shown}>
				{open ? (
					<AttributeControl
						attribute={attribute}
						value={value}
						left={edit?.typed}
						context={context}
						label={label}
						onSave={save}
						onKeep={(typed, why) => edits.keepText(row, key, typed, t(why))}
						onClose={close}
					/>
				) : may ? (
					<button
						type="button"
						data-edit="yes"
						className={styles.edit}
						onClick={() => setOpen(true)}
						aria-describedby={`label-${row.id}-${key}`}
					>
						<span className={styles.hidden}>{t("project.edit", { name: label })} </span>
						{edit?.typed === undefined ? (
							<Shown attribute={attribute} value={value} row={row} context={context} />
						) : (
							<span className={styles.unread}>{edit.typed}</span>
						)}
						{edit && edit.state !== "failed" && edit.state !== "conflict" && <span className={styles.pending} />}
					</button>
				) : (
					<div className={styles.still}>
						<Shown attribute={attribute} value={value} row={row} context={context} />
						{(still || locked || (canEdit && attribute.read_only)) && (
							<span className={styles.lock} title={why}>
								<Icon name="lock" size={12} label={why} />
							</span>
						)}
					</div>
				)}
				{hint && <p className={styles.hint}>{hint}</p>}
				<Was attribute={attribute} row={row} value={value} context={context} />
				{!open && (edit?.state === "failed" || edit?.state === "conflict") && (
					<NoticeBody
						id={row.id}
						attribute={attribute}
						context={context}
						onCorrect={edit.typed === undefined ? undefined : () => setOpen(true)}
					/>
				)}
			</div>
			{onHistory && (
				<span className={styles.tools}>
					<IconButton
						small
						icon="history"
						label={t("project.history.of", { name: label })}
						onPress={() => onHistory(key)}
					/>
				</span>
			)}
		</div>
	);
}

type ShownProps = { attribute: Attribute; value: unknown; row: Row; context: FieldContext };

function Shown({ attribute, value, row, context }: ShownProps) {
	const { t } = useLang();
	const unread = row.unread?.[attribute.key];
	if (unread !== undefined && (value === null || value === undefined)) {
		return (
			<span className={styles.unread} title={t("portfolio.cell.unread")}>
				{unread}
			</span>
		);
	}
	const view = fieldKind(attribute).view(value, attribute, context);
	const blank = view === null || view === "" || fieldKind(attribute).text(value, attribute, context) === "";
	return blank ? <span className={styles.blank}>–</span> : view;
}

function Was({ attribute, row, value, context }: ShownProps) {
	const { t } = useLang();
	if (!row.was || !(attribute.key in row.was)) return null;
	const was = row.was[attribute.key];
	const old = words(was, attribute, context) || t("portfolio.compare.nothing");
	return (
		<div className={styles.was}>
			{t("portfolio.compare.before")} {attribute.kind === "long_text" ? old : <s>{old}</s>}{" "}
			<strong>{movedText(differenceOf(was, value), t)}</strong>
		</div>
	);
}
