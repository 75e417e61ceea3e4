import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Named } from "../../api/types";
import { usePeople, type Writing } from "../../data/conversation";
import { useT } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import styles from "./comments.module.css";
import { asked, toBody, toTyped } from "./mentions";

type Props = {
	project: string;
	label: string;
	action: string;
	// draft: under which name what is typed is kept until it is sent
	draft: string;
	start?: string;
	autoFocus?: boolean;
	small?: boolean;
	onSend: (writing: Writing) => Promise<unknown>;
	onCancel?: () => void;
};

// CommentEditor is the box in which one writes; @ offers the people who see the
// project. What is typed outlives a reload until it is sent.
export function CommentEditor({
	project,
	label,
	action,
	draft,
	start = "",
	autoFocus,
	small,
	onSend,
	onCancel,
}: Props) {
	const t = useT();
	const list = useId();
	const box = useRef<HTMLTextAreaElement>(null);
	const [kept] = useState(() => sessionStorage.getItem(draft));
	const [typed, setTyped] = useState(() => toTyped(kept ?? start));
	const [at, setAt] = useState<ReturnType<typeof asked>>(null);
	const [active, setActive] = useState(0);
	const [sending, setSending] = useState(false);
	const [error, setError] = useState<unknown>(null);
	const found = usePeople(project, at ? at.typed : null);
	const offered = at ? (found.data ?? []) : [];
	const open = offered.length > 0;
	const empty = typed.text.trim() === "";
	useEffect(() => {
		const body = toBody(typed.text, typed.people);
		if (body === start || !body.trim()) sessionStorage.removeItem(draft);
		else sessionStorage.setItem(draft, body);
	}, [typed, draft, start]);
	useEffect(() => {
		const el = box.current;
		if (autoFocus && el) {
			el.focus();
			el.setSelectionRange(el.value.length, el.value.length);
		}
	}, [autoFocus]);

	const look = (el: HTMLTextAreaElement) => {
		setAt(el.selectionStart === el.selectionEnd ? asked(el.value, el.selectionStart) : null);
		setActive(0);
	};
	const choose = (person: Named) => {
		const el = box.current;
		if (!at || !el) return;
		const after = at.from + 1 + at.typed.length;
		const text = `${typed.text.slice(0, at.from)}@${person.name} ${typed.text.slice(after).replace(/^ /, "")}`;
		setTyped({ text, people: [...typed.people.filter((p) => p.id !== person.id), person] });
		setAt(null);
		const caret = at.from + person.name.length + 2;
		requestAnimationFrame(() => {
			el.focus();
			el.setSelectionRange(caret, caret);
		});
	};
	const submit = async () => {
		if (empty || sending) return;
		setSending(true);
		setError(null);
		try {
			const body = toBody(typed.text, typed.people);
			// what was typed since the send stays
			const sent = () => sessionStorage.getItem(draft) === body && sessionStorage.removeItem(draft);
			await onSend({ body, sent });
			setTyped((now) => (now === typed ? { text: "", people: [] } : now));
		} catch (problem) {
			setError(problem);
		} finally {
			setSending(false);
		}
	};
	const onKeyDown = (e: KeyboardEvent) => {
		const move = { ArrowDown: 1, ArrowUp: -1 }[e.key];
		if (open && move) {
			e.preventDefault();
			setActive((active + move + offered.length) % offered.length);
		} else if (open && (e.key === "Enter" || e.key === "Tab") && offered[active]) {
			e.preventDefault();
			choose(offered[active]);
		} else if (e.key === "Escape" && (at || onCancel)) {
			e.preventDefault();
			e.stopPropagation();
			if (at) setAt(null);
			else onCancel?.();
		} else if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) {
			e.preventDefault();
			void submit();
		}
	};
	return (
		<form
			className={styles.editor}
			aria-label={label}
			onSubmit={(e) => {
				e.preventDefault();
				void submit();
			}}
		>
			<FormError error={error} />
			<div className={styles.writing}>
				<textarea
					ref={box}
					className={styles.box}
					rows={small ? 2 : 3}
					value={typed.text}
					placeholder={label}
					aria-label={label}
					aria-autocomplete="list"
					aria-controls={open ? list : undefined}
					aria-activedescendant={open ? `${list}-${active}` : undefined}
					onChange={(e) => {
						setTyped({ ...typed, text: e.target.value });
						look(e.target);
					}}
					onKeyDown={onKeyDown}
					onClick={(e) => look(e.currentTarget)}
					onBlur={() => setTimeout(() => setAt(null), 150)}
				/>
				{open && (
					<div className={styles.people} role="listbox" id={list} aria-label={t("project.comments.people")}>
						{offered.map((p, i) => (
							// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box
							<div
								key={p.id}
								id={`${list}-${i}`}
								role="option"
								tabIndex={-1}
								aria-selected={i === active}
								className={styles.person}
								onMouseDown={(e) => e.preventDefault()}
								onClick={() => choose(p)}
							>
								<Avatar name={p.name} />
								{p.name}
							</div>
						))}
					</div>
				)}
			</div>
			{(!empty || onCancel) && (
				<div className={styles.send}>
					<span className={styles.hint}>{t("project.comments.hint")}</span>
					{onCancel && (
						<Button small onPress={onCancel}>
							{t("action.cancel")}
						</Button>
					)}
					<Button small kind="primary" type="submit" isDisabled={empty} isPending={sending}>
						{action}
					</Button>
				</div>
			)}
		</form>
	);
}
