import {
	type FormEvent,
	type KeyboardEvent,
	lazy,
	Suspense,
	useEffect,
	useLayoutEffect,
	useRef,
	useState,
} from "react";
import type { Attribute } from "../../api/types";
import { commandOf } from "../../engine/grid/keys";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import type { MessageKey } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { withCurrency } from "../grid/coerce";
import styles from "./record.module.css";

const CellReason = lazy(() => import("../grid/cell-reason"));

type Props = {
	attribute: Attribute;
	value: unknown;
	// left: text that was typed here before and is no value
	left?: string;
	context: FieldContext;
	label: string;
	onSave: (value: unknown, reason: string) => void;
	// onKeep is told of text that is no value, and why
	onKeep: (typed: string, why: MessageKey) => void;
	onClose: () => void;
};

const named = ["user", "unit", "project"];
const atOnce = ["choice", "light", "weather", ...named];

// AttributeControl saves when the focus leaves it or Enter is pressed; what is picked
// from a list is saved at once. What cannot be read stays open on Enter, and is kept
// with its reason when the focus leaves. Esc leaves the value as it was. The key that
// asks for a reason in the grid asks for it here, before the value is saved.
export function AttributeControl(props: Props) {
	const { attribute, value, left, context, label, onSave, onKeep, onClose } = props;
	const kind = fieldKind(attribute);
	const t = useT();
	const draft = useRef(value);
	const [, paint] = useState(0);
	// typed is what stands in the control and is not read yet
	const typed = useRef<string | null>(null);
	const seeded = useRef(left === undefined);
	const leaving = useRef(0);
	const ended = useRef(false);
	const box = useRef<HTMLDivElement>(null);
	const reason = useRef("");
	const why = useRef(false);
	const [asked, setAsked] = useState(false);
	useEffect(() => () => clearTimeout(leaving.current), []);
	// The focus is there with the control, not a frame later: what is typed right after
	// Enter is typed here.
	useLayoutEffect(() => box.current?.querySelector<HTMLElement>("input, textarea")?.focus(), []);

	const read = () => {
		const text = typed.current;
		if (text === null) return { ok: true as const, value: draft.current };
		if (named.includes(attribute.kind) && text.trim()) return { ok: false as const, why: "field.noneFound" as const };
		const got = kind.parse(text, attribute, context);
		return got.ok ? { ok: true as const, value: withCurrency(got.value, attribute, context) } : got;
	};
	const end = (how: "save" | "leave" | "cancel") => {
		if (ended.current) return;
		const got = read();
		if (how === "save" && !got.ok) return;
		ended.current = true;
		if (how !== "cancel") {
			if (got.ok) onSave(got.value, reason.current.trim());
			else onKeep(typed.current ?? "", got.why);
		}
		onClose();
	};
	const ask = () => {
		if (read().ok) setAsked(true);
		else why.current = false;
	};
	const back = () => {
		why.current = false;
		setAsked(false);
		box.current?.querySelector<HTMLElement>("input, textarea, button")?.focus();
	};
	const onKeyDown = (e: KeyboardEvent) => {
		if (asked) return;
		if (commandOf(e.nativeEvent, "edit")?.do === "commit-why") {
			why.current = true;
			e.preventDefault();
			e.stopPropagation();
			// The control reads what was typed as it does on Enter alone.
			if (!(e.target instanceof HTMLTextAreaElement)) {
				e.target.dispatchEvent(new window.KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
			}
			setTimeout(ask);
			return;
		}
		if (e.key === "Escape") {
			e.stopPropagation();
			e.preventDefault();
			end("cancel");
		}
		const plain = !(e.target instanceof HTMLTextAreaElement) || e.ctrlKey || e.metaKey;
		// The control itself takes the key first, and says what was typed.
		if (e.key === "Enter" && plain && !why.current && !atOnce.includes(attribute.kind)) setTimeout(() => end("save"));
	};
	const onInput = (e: FormEvent) => {
		if (!asked && e.target instanceof HTMLInputElement) typed.current = e.target.value;
	};
	const seed = (at: EventTarget) => {
		if (seeded.current || asked || !(at instanceof HTMLInputElement)) return;
		seeded.current = true;
		// The control writes its own value first.
		setTimeout(() => write(at, left ?? ""));
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: listens to the control inside
		<div
			ref={box}
			className={styles.control}
			onKeyDownCapture={onKeyDown}
			onInputCapture={onInput}
			onFocus={(e) => {
				clearTimeout(leaving.current);
				seed(e.target);
			}}
			onBlur={() => {
				leaving.current = window.setTimeout(() => end("leave"), 30);
			}}
		>
			<kind.Input
				attribute={attribute}
				value={draft.current}
				context={context}
				label={label}
				hideLabel
				autoFocus
				onChange={(next) => {
					draft.current = next;
					typed.current = null;
					paint((n) => n + 1);
					if (atOnce.includes(attribute.kind) && !why.current) end("save");
				}}
			/>
			{asked && box.current && (
				<Suspense fallback={null}>
					<CellReason
						anchor={box.current}
						reason={reason}
						hint={t("editing.reasonFieldHint")}
						onSave={() => end("leave")}
						onBack={back}
					/>
				</Suspense>
			)}
		</div>
	);
}

// write puts text into a control as typing does.
function write(at: HTMLInputElement, text: string): void {
	Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(at, text);
	at.dispatchEvent(new Event("input", { bubbles: true }));
}
