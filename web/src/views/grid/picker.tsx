import { type KeyboardEvent, type ReactNode, useEffect, useId, useImperativeHandle, useRef, useState } from "react";
import type { Attribute } from "../../api/types";
import { type Option, useLookup } from "../../data/lookup";
import { commandOf } from "../../engine/grid/keys";
import type { Direction } from "../../engine/grid/model";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { lights, weathers } from "../../fields/status";
import { fold } from "../../format/fold";
import { pick, type Translate } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { Dot } from "../../ui/dot";
import { Icon } from "../../ui/icon";
import type { Asking, EditorProps } from "./cell-editor";
import styles from "./cell-editor.module.css";
import { Floating } from "./floating";

// closed: it is shown with the reason, and cannot be taken
type Choice = { id: string; value: unknown; name: string; mark?: ReactNode; detail?: string; closed?: boolean };

// isPicked tells whether a cell of the attribute is filled from a list.
export function isPicked(a: Attribute): boolean {
	if (a.kind === "choices") return a.free || (a.choices?.length ?? 0) > 0;
	return ["choice", "light", "weather", "yes_no", "user", "unit", "project"].includes(a.kind);
}

function named(kind: string): "user" | "unit" | "project" | null {
	return kind === "user" || kind === "unit" || kind === "project" ? kind : null;
}

function listOf(a: Attribute, context: FieldContext, t: Translate): Choice[] {
	const family = a.kind === "light" ? lights : a.kind === "weather" ? weathers : null;
	if (family) return family.map((s) => ({ id: s.word, value: s.word, name: t(s.title), mark: <Icon name={s.icon} /> }));
	if (a.kind === "yes_no") {
		return [
			{ id: "true", value: true, name: t("word.yes") },
			{ id: "false", value: false, name: t("word.no") },
		];
	}
	return (a.choices ?? [])
		.filter((c) => !c.retired)
		.map((c) => ({
			id: c.key,
			value: c.key,
			name: pick(c.label, context.lang),
			mark: <Dot colour={c.colour} />,
			...(c.closed ? { detail: c.closed, closed: true } : {}),
		}));
}

function useChoices(a: Attribute, typed: string, context: FieldContext): { found: Choice[]; loading: boolean } {
	const t = useT();
	const of = named(a.kind);
	const { options, loading } = useLookup(of ?? "unit", of ? typed : "");
	if (of) {
		const offered = ({ id, name, detail }: Option) => ({ id, value: { id, name }, name, detail });
		return { found: options.map(offered), loading };
	}
	const wanted = fold(typed);
	const all = listOf(a, context, t);
	const shown = all.filter((c) => fold(c.name).includes(wanted));
	const word = typed.trim();
	if (!a.free || !word || all.some((c) => fold(c.name) === fold(word))) return { found: shown, loading: false };
	const fresh = { id: word, value: word, name: t("field.addNew", { text: word }), mark: <Icon name="plus" /> };
	return { found: [...shown, fresh], loading: false };
}

// withNew adds the words that were ticked and that the list does not have yet.
function withNew(choices: Choice[], ticked: string[], a: Attribute): Choice[] {
	if (!a.free) return choices;
	const added = ticked.filter((k) => !(a.choices ?? []).some((c) => c.key === k) && !choices.some((c) => c.id === k));
	return [...added.map((k) => ({ id: k, value: k, name: k })), ...choices];
}

// Picker finds a value by a few letters. Of several values, Enter ticks one and
// Tab takes them all.
export function Picker({ request, attribute, context, handle, left, ask, asking }: EditorProps & Asking) {
	const t = useT();
	const id = useId();
	const several = attribute.kind === "choices";
	const shown = several ? "" : fieldKind(attribute).text(request.value, attribute, context);
	const [typed, setTyped] = useState<string | null>(request.initialText ?? left ?? null);
	const [ticked, setTicked] = useState<string[]>(() => (Array.isArray(request.value) ? request.value : []));
	const { found, loading } = useChoices(attribute, typed ?? "", context);
	const choices = withNew(found, several ? ticked : [], attribute);
	// awaited: Enter was pressed before the list was there
	const [awaited, setAwaited] = useState<{ move: Direction | undefined } | null>(null);
	const current = choices.findIndex((c) => c.id === idOf(request.value));
	const [moved, setMoved] = useState<number | null>(null);
	const at = Math.min(moved ?? (typed ? 0 : Math.max(0, current)), choices.length - 1);
	const field = useRef<HTMLInputElement>(null);

	useEffect(() => {
		field.current?.focus({ preventScroll: true });
		if (request.initialText === undefined) field.current?.select();
	}, [request]);
	useEffect(() => {
		document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
	}, [id, at]);

	const clear = typed !== null && typed.trim() === "";
	const take = (move?: Direction) => {
		if (several) request.commit(ticked.length ? ticked : null, move);
		else if (clear) request.commit(null, move);
		else if (typed === null && moved === null) request.commit(request.value, move);
		else if (loading && moved === null) setAwaited({ move });
		else if (choices[at]?.closed) return;
		else if (choices[at]) request.commit(choices[at].value, move);
		else if (typed !== null && request.keep) request.keep(typed, t("field.noneFound"));
		else request.cancel();
	};
	const arrived = useRef(take);
	arrived.current = take;
	useEffect(() => {
		if (!awaited || loading) return;
		setAwaited(null);
		arrived.current(awaited.move);
	}, [awaited, loading]);
	const tick = (choice: Choice | undefined) => {
		if (!choice) return;
		setTicked((old) => (old.includes(choice.id) ? old.filter((k) => k !== choice.id) : [...old, choice.id]));
		setTyped(null);
	};
	// Leaving by a press elsewhere takes only what was surely meant.
	const leave = () => {
		if (several) take();
		else if (clear) request.commit(null);
		else if (choices[at]?.closed && (moved !== null || typed !== null)) request.cancel();
		else if (moved !== null && choices[at]) request.commit(choices[at].value);
		else if (typed !== null && only(choices, typed)) request.commit(only(choices, typed)?.value);
		else if (typed !== null && request.keep) request.keep(typed, t("field.noneFound"));
		else request.cancel();
	};
	const hand = (to: ((value: unknown) => void) | undefined) => {
		if (several) to?.(ticked.length ? ticked : null);
		else if (clear) to?.(null);
		else if (choices[at] && !choices[at].closed) to?.(choices[at].value);
	};
	useImperativeHandle(handle, () => ({ leave, focus: () => field.current?.focus({ preventScroll: true }) }));
	const onKeyDown = (e: KeyboardEvent) => {
		e.stopPropagation();
		const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key];
		const command = commandOf(e.nativeEvent, "edit");
		if (step !== undefined) setMoved(Math.max(0, Math.min(choices.length - 1, at + step)));
		else if (several && e.key === "Enter" && !command?.do.startsWith("commit-")) tick(choices[at]);
		else if (command?.do === "commit-all") hand(request.commitAll);
		else if (command?.do === "commit-why") hand(ask);
		else if (command?.do === "commit") take(command.move);
		else if (command?.do === "cancel") request.cancel();
		else return;
		e.preventDefault();
	};
	return (
		<>
			<input
				ref={field}
				className={styles.text}
				role="combobox"
				aria-label={pick(attribute.label, context.lang)}
				aria-expanded="true"
				aria-controls={id}
				aria-activedescendant={choices.length ? `${id}-${at}` : undefined}
				aria-autocomplete="list"
				autoComplete="off"
				spellCheck={false}
				placeholder={t("field.typeToFind")}
				value={typed ?? shown}
				onChange={(e) => {
					setTyped(e.target.value);
					setMoved(null);
					setAwaited(null);
				}}
				onKeyDown={onKeyDown}
				onBlur={() => !asking && leave()}
			/>
			{!asking && (
				<Floating anchor={request.element}>
					<div
						id={id}
						role="listbox"
						aria-label={pick(attribute.label, context.lang)}
						aria-multiselectable={several}
						className={styles.list}
					>
						{choices.map((c, i) => (
							// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
							// biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
							<div
								key={c.id}
								id={`${id}-${i}`}
								role="option"
								aria-selected={several ? ticked.includes(c.id) : i === current}
								aria-disabled={c.closed || undefined}
								data-on={i === at || undefined}
								className={styles.option}
								onClick={() => (several ? tick(c) : !c.closed && request.commit(c.value))}
							>
								{c.mark}
								<span className={styles.name}>{c.name}</span>
								{c.detail && <span className={styles.detail}>{c.detail}</span>}
								{(several ? ticked.includes(c.id) : i === current) && (
									<span className={styles.tick}>
										<Icon name="check" />
									</span>
								)}
							</div>
						))}
					</div>
					{choices.length === 0 && !loading && <div className={styles.none}>{t("field.noneFound")}</div>}
					{several && <div className={styles.hint}>{t("portfolio.edit.several")}</div>}
				</Floating>
			)}
		</>
	);
}

// only is the one choice that what was typed can mean.
function only(choices: readonly Choice[], typed: string): Choice | undefined {
	const exact = choices.filter((c) => fold(c.name) === fold(typed));
	const left = exact.length ? exact : choices;
	return left.length === 1 ? left[0] : undefined;
}

function idOf(value: unknown): string {
	if (typeof value === "string" || typeof value === "boolean") return String(value);
	return value && typeof value === "object" && "id" in value ? String(value.id) : "";
}
