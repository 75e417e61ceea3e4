import { type KeyboardEvent, useEffect, useRef, useState } from "react";
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
import { words } from "../words";
import styles from "./record.module.css";

type Props = {
	attribute: Attribute;
	row: Row;
	context: FieldContext;
	canEdit: boolean;
	onHistory?: (key: string) => void;
	// fresh: someone else changed it since the person last looked
	fresh?: boolean;
};

const atOnce = ["choice", "light", "weather", "user", "unit", "project"];

// AttributeField is one line of a project: its label, its value, and, where one
// may, the control of its kind in the value's place.
export function AttributeField({ attribute, row, context, canEdit, onHistory, fresh }: Props) {
	const { t, lang } = useLang();
	const [open, setOpen] = useState(false);
	const shown = useRef<HTMLDivElement>(null);
	const { key } = attribute;
	const label = pick(attribute.label, lang);
	const help = pick(attribute.help, lang);
	const edit = edits.cell(row.id, key);
	const value = edits.value(row.id, key, row[key] ?? null);
	const may = canEdit && !attribute.read_only;
	const close = () => {
		setOpen(false);
		requestAnimationFrame(() => shown.current?.querySelector("button")?.focus());
	};
	const save = (next: unknown) => changeCell(row, key, next, `${label} · ${String(row.name ?? "")}`);
	const wide = attribute.kind === "long_text";
	return (
		<div
			className={styles.field}
			data-wide={wide || undefined}
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
						<button type="button" className={styles.help} aria-label={t("project.helpOn", { name: label })}>
							<Icon name="help" size={13} />
						</button>
					</Tooltip>
				)}
			</div>
			<div className={styles.value} ref={shown}>
				{open ? (
					<Control attribute={attribute} value={value} context={context} label={label} onSave={save} onClose={close} />
				) : may ? (
					<button
						type="button"
						className={styles.edit}
						onClick={() => setOpen(true)}
						aria-describedby={`label-${row.id}-${key}`}
					>
						<span className={styles.hidden}>{t("project.edit", { name: label })} </span>
						<Shown attribute={attribute} value={value} row={row} context={context} />
						{edit && edit.state !== "failed" && edit.state !== "conflict" && <span className={styles.pending} />}
					</button>
				) : (
					<div className={styles.still}>
						<Shown attribute={attribute} value={value} row={row} context={context} />
						{canEdit && attribute.read_only && (
							<span className={styles.lock} title={t("portfolio.why.computed")}>
								<Icon name="lock" size={12} label={t("portfolio.why.computed")} />
							</span>
						)}
					</div>
				)}
				<Was attribute={attribute} row={row} value={value} context={context} />
				{(edit?.state === "failed" || edit?.state === "conflict") && (
					<NoticeBody id={row.id} attribute={attribute} context={context} />
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

type ControlProps = {
	attribute: Attribute;
	value: unknown;
	context: FieldContext;
	label: string;
	onSave: (value: unknown) => void;
	onClose: () => void;
};

// Control saves when the focus leaves it or Enter is pressed; what is picked from
// a list is saved at once. Esc leaves the value as it was.
function Control({ attribute, value, context, label, onSave, onClose }: ControlProps) {
	const { Input } = fieldKind(attribute);
	const draft = useRef(value);
	const [, paint] = useState(0);
	const leaving = useRef(0);
	const ended = useRef(false);
	const end = (save: boolean) => {
		if (ended.current) return;
		ended.current = true;
		if (save) onSave(draft.current);
		onClose();
	};
	useEffect(() => () => clearTimeout(leaving.current), []);
	const onKeyDown = (e: KeyboardEvent) => {
		if (e.key === "Escape") {
			e.stopPropagation();
			e.preventDefault();
			end(false);
		}
		const plain = !(e.target instanceof HTMLTextAreaElement) || e.ctrlKey || e.metaKey;
		// The control itself takes the key first, and says what was typed.
		if (e.key === "Enter" && plain && !atOnce.includes(attribute.kind)) setTimeout(() => end(true));
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: listens to the control inside
		<div
			className={styles.control}
			onKeyDownCapture={onKeyDown}
			onFocus={() => clearTimeout(leaving.current)}
			onBlur={() => {
				leaving.current = window.setTimeout(() => end(true), 30);
			}}
		>
			<Input
				attribute={attribute}
				value={draft.current}
				context={context}
				label={label}
				hideLabel
				autoFocus
				onChange={(next) => {
					draft.current = next;
					paint((n) => n + 1);
					if (atOnce.includes(attribute.kind)) end(true);
				}}
			/>
		</div>
	);
}
