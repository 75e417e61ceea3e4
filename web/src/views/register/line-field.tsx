import { useEffect, useRef, useState } from "react";
import type { Attribute } from "../../api/types";
import { log } from "../../data/command-log";
import { type RecordKind, type RecordRow, useWriteRecords } from "../../data/registers";
import { same } from "../../data/rows";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { offered } from "../grid/list-column";
import { AttributeControl } from "../record/attribute-control";
import record from "../record/record.module.css";
import type { RecordColumn } from "./columns";
import styles from "./details.module.css";

type Props = {
	kind: RecordKind;
	attribute: Attribute;
	row: RecordRow;
	context: FieldContext;
	// column: how lists show the attribute, and what they offer for it
	column: RecordColumn | undefined;
	// onSaved is given the line as the server has it then; absent, it is to be read only
	onSaved?: (now: RecordRow) => void;
	onOpen: (key: string, open: boolean) => void;
	// still: why the form shows it to be read only
	still?: string;
	hint: string;
	wide: boolean;
};

// LineField is one attribute of a line of a register: its label, its value, and, where
// one may, the control of its kind in the value's place. What is refused stays there
// with the reason.
export function LineField(props: Props) {
	const { kind, attribute, row, context, column, onSaved, onOpen, still, hint } = props;
	const { t, lang } = useLang();
	const write = useWriteRecords(kind);
	const { key } = attribute;
	const label = pick(attribute.label, lang);
	const [open, setOpen] = useState(false);
	const [typed, setTyped] = useState<{ value?: unknown; left?: string; why?: string } | null>(null);
	const shown = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (!open) return;
		onOpen(key, true);
		return () => onOpen(key, false);
	}, [open, key, onOpen]);
	const stored = row[key] ?? null;
	const value = typed && "value" in typed ? typed.value : stored;
	const put = async (next: unknown): Promise<boolean> => {
		setTyped({ value: next });
		try {
			onSaved?.(await write.save(row, key, next));
			setTyped(null);
			return true;
		} catch (error) {
			setTyped({ value: next, why: error instanceof Error ? error.message : String(error) });
			return false;
		}
	};
	const save = (next: unknown) => {
		if (same(stored, next)) return setTyped(null);
		void put(next).then((well) => {
			const what = `${label} · ${row.name ?? ""}`;
			if (well) log.add({ what, undo: () => put(stored), redo: () => put(next) });
		});
	};
	const close = () => {
		setOpen(false);
		// The focus comes back, unless something else has taken it by then.
		requestAnimationFrame(() => {
			if (document.activeElement === document.body) shown.current?.querySelector("button")?.focus();
		});
	};
	const listed = typed ? undefined : (column?.mark?.(row)?.word ?? column?.text?.(row));
	const text = typed?.left ?? listed ?? fieldKind(attribute).view(value, attribute, context);
	const blank = !typed?.left && !listed && fieldKind(attribute).text(value, attribute, context) === "";
	const said = blank ? <span className={record.blank}>–</span> : text;
	return (
		<div
			className={record.field}
			data-attribute={key}
			data-wide={attribute.kind === "long_text" || undefined}
			data-over={props.wide || undefined}
			data-state={typed?.why ? "failed" : undefined}
		>
			<div className={record.label}>
				<span id={`line-${row.id}-${key}`}>{label}</span>
			</div>
			<div className={record.value} ref={shown}>
				{open ? (
					offered(column, row, attribute, (a) => (
						<AttributeControl
							attribute={a}
							value={value}
							left={typed?.left}
							context={context}
							label={label}
							onSave={save}
							onKeep={(left, why) => setTyped({ left, why: t(why) })}
							onClose={close}
						/>
					))
				) : onSaved && !still ? (
					<button
						type="button"
						data-edit="yes"
						className={record.edit}
						aria-describedby={`line-${row.id}-${key}`}
						onClick={() => setOpen(true)}
					>
						<span className={record.hidden}>{t("project.edit", { name: label })} </span>
						{said}
						{typed && !typed.why && <span className={record.pending} />}
					</button>
				) : (
					<div className={record.still}>
						{said}
						{still && (
							<span className={record.lock} title={still}>
								<Icon name="lock" size={12} label={still} />
							</span>
						)}
					</div>
				)}
				{hint && <p className={record.hint}>{hint}</p>}
				{!open && typed?.why && (
					<p role="alert" className={styles.refused}>
						<Icon name="error" size={14} /> {typed.why}
					</p>
				)}
			</div>
		</div>
	);
}
