import {
	type FocusEvent,
	type KeyboardEvent,
	lazy,
	Suspense,
	useEffect,
	useImperativeHandle,
	useRef,
	useState,
} from "react";
import { createPortal } from "react-dom";
import type { Attribute } from "../../api/types";
import { commandOf } from "../../engine/grid/keys";
import type { Direction, EditRequest } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { dayFromISO, isoOfDay } from "../../format/day";
import { formatNumber } from "../../format/number";
import { pick } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import styles from "./cell-editor.module.css";
import { Floating } from "./floating";
import { isPicked, Picker } from "./picker";

const Calendar = lazy(() => import("../../ui/calendar"));
const CellReason = lazy(() => import("./cell-reason"));

export type EditorHandle = { leave(): void; focus?(): void };

export type EditorProps = {
	request: EditRequest;
	attribute: Attribute;
	context: FieldContext;
	handle: { current: EditorHandle | null };
	// left: text that stood in the cell because it is no value
	left?: string;
	// now: what someone else has put there since the edit began, in words
	now?: string;
	// reasons: the history can say why
	reasons?: boolean;
};

// Asking is for the editors: ask has a reason asked for before a value is saved,
// and asking holds what leaving the field would do meanwhile.
export type Asking = { ask?: (value: unknown) => void; asking: boolean };

// CellEditor is the editor over a cell: text that is read as the language writes
// it, or a list to pick from.
export function CellEditor(props: EditorProps) {
	const { request, attribute, reasons, handle } = props;
	const t = useT();
	const [asked, setAsked] = useState<{ value: unknown } | null>(null);
	const reason = useRef("");
	const own = useRef<EditorHandle | null>(null);
	const save = (move?: Direction) => request.commit(asked?.value, move, reason.current.trim());
	useImperativeHandle(handle, () => ({ leave: () => (asked ? save() : own.current?.leave()) }));
	const inner = {
		...props,
		handle: own,
		asking: asked !== null,
		...(reasons ? { ask: (value: unknown) => setAsked({ value }) } : {}),
	};
	const editor = isPicked(attribute) ? <Picker {...inner} /> : <Typed {...inner} />;
	return createPortal(
		<>
			{editor}
			{asked && (
				<Suspense fallback={null}>
					<CellReason
						anchor={request.element}
						reason={reason}
						hint={t("editing.reasonHint")}
						onSave={save}
						onBack={() => {
							setAsked(null);
							own.current?.focus?.();
						}}
					/>
				</Suspense>
			)}
			{props.now && (
				<Floating anchor={request.element} over="above">
					<div className={styles.now} role="status">
						<Icon name="info" size={14} />
						{props.now}
					</div>
				</Floating>
			)}
		</>,
		request.element,
	);
}

function startText({ request, attribute, context, left }: EditorProps): string {
	if (request.initialText !== undefined) return request.initialText;
	if (left !== undefined) return left;
	const unread = (request.row.data.unread as Record<string, string> | undefined)?.[attribute.key];
	const { value } = request;
	if (value === null || value === undefined) return unread ?? "";
	if (attribute.kind === "number" || attribute.kind === "percent") return formatNumber(String(value));
	return fieldKind(attribute).text(value, attribute, context);
}

function Typed(props: EditorProps & Asking) {
	const { request, attribute, context, handle, ask, asking } = props;
	const t = useT();
	const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
	const [text, setText] = useState(() => startText(props));
	const [wrong, setWrong] = useState("");
	const long = attribute.kind === "long_text";
	const dated = attribute.kind === "date";
	const [calendar, setCalendar] = useState(false);
	const box = useRef<HTMLDivElement>(null);

	useEffect(() => {
		const at = field.current;
		at?.focus({ preventScroll: true });
		if (request.initialText === undefined) at?.select();
		else at?.setSelectionRange(at.value.length, at.value.length);
	}, [request]);

	const commit = (move?: Direction) => {
		const read = fieldKind(attribute).parse(text, attribute, context);
		if (!read.ok) {
			setWrong(t(read.why));
			return;
		}
		request.commit(withCurrency(read.value, attribute, context), move);
	};
	// What cannot be read stays in the cell with its reason: leaving loses nothing.
	const leave = () => {
		const read = fieldKind(attribute).parse(text, attribute, context);
		if (read.ok) request.commit(withCurrency(read.value, attribute, context));
		else if (request.keep) request.keep(text, t(read.why));
		else request.cancel();
	};
	const hand = (to: ((value: unknown) => void) | undefined) => {
		const read = fieldKind(attribute).parse(text, attribute, context);
		if (!read.ok) setWrong(t(read.why));
		else to?.(withCurrency(read.value, attribute, context));
	};
	useImperativeHandle(handle, () => ({ leave, focus: () => field.current?.focus({ preventScroll: true }) }));
	const onKeyDown = (e: KeyboardEvent) => {
		e.stopPropagation();
		if (dated && e.altKey && e.key === "ArrowDown") {
			e.preventDefault();
			setCalendar(true);
			return;
		}
		const command = commandOf(e.nativeEvent, "edit");
		if (long && e.key === "Enter" && (e.shiftKey || e.altKey)) return;
		if (command?.do === "commit") commit(command.move);
		else if (command?.do === "commit-all") hand(request.commitAll);
		else if (command?.do === "commit-why") hand(ask);
		else if (command?.do === "cancel") request.cancel();
		else return;
		e.preventDefault();
	};
	const common = {
		ref: field,
		value: text,
		"aria-label": pick(attribute.label, context.lang),
		"aria-invalid": wrong ? true : undefined,
		onChange: (e: { target: { value: string } }) => {
			setText(e.target.value);
			setWrong("");
		},
		onKeyDown,
		onBlur: (e: FocusEvent) => {
			if (!asking && !box.current?.contains(e.relatedTarget)) leave();
		},
	};
	const back = () => {
		setCalendar(false);
		field.current?.focus({ preventScroll: true });
	};
	const end = fieldKind(attribute).align === "end";
	return (
		<>
			{long ? (
				<Floating anchor={request.element} over>
					<textarea {...common} className={styles.long} rows={6} maxLength={100_000} />
				</Floating>
			) : (
				<input {...common} className={styles.text} data-end={end || undefined} autoComplete="off" spellCheck={false} />
			)}
			{dated && (
				<button
					type="button"
					className={styles.open}
					tabIndex={-1}
					aria-label={t("field.openCalendar")}
					title={`${t("field.openCalendar")} (Alt+↓)`}
					onMouseDown={(e) => e.preventDefault()}
					onClick={() => setCalendar((on) => !on)}
				>
					<Icon name="calendar" size={14} />
				</button>
			)}
			{calendar && (
				<Floating anchor={request.element}>
					{/* biome-ignore lint/a11y/noStaticElementInteractions: Esc goes back to the cell, as it closes the month */}
					<div
						ref={box}
						className={styles.month}
						onKeyDown={(e) => {
							e.stopPropagation();
							if (e.key === "Escape") back();
						}}
						onBlur={(e) => {
							const to = e.relatedTarget;
							if (to !== field.current && !box.current?.contains(to)) leave();
						}}
					>
						<Suspense fallback={null}>
							<Calendar
								label={pick(attribute.label, context.lang)}
								value={dayFromISO(String(readDayOf(text, attribute, context) ?? request.value ?? ""))}
								today={context.today}
								onChange={(day) => request.commit(isoOfDay(day))}
							/>
						</Suspense>
					</div>
				</Floating>
			)}
			{wrong && (
				<Floating anchor={request.element}>
					<div className={styles.wrong} role="alert">
						<Icon name="error" size={14} />
						{wrong}
					</div>
				</Floating>
			)}
		</>
	);
}

// readDayOf is the day that is typed so far, where it is one.
function readDayOf(text: string, attribute: Attribute, context: FieldContext): unknown {
	const read = fieldKind(attribute).parse(text, attribute, context);
	return read.ok ? read.value : undefined;
}

// withCurrency gives an amount the row's currency where none was typed.
function withCurrency(value: unknown, attribute: Attribute, context: FieldContext): unknown {
	if (attribute.kind !== "money" || !value || typeof value !== "object") return value;
	const money = value as { amount: string; currency: string };
	return { ...money, currency: money.currency || context.currency };
}
