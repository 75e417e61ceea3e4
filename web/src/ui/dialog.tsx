import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useT } from "../i18n/use-lang";
import { Button, type ButtonKind, IconButton } from "./button";
import styles from "./dialog.module.css";

type Props = {
	title: string;
	isOpen: boolean;
	onClose: () => void;
	children: ReactNode;
	actions?: ReactNode;
	// alert: it must be answered; a click beside it does not close it
	alert?: boolean;
	wide?: boolean;
};

// Dialog holds the page until it is closed. Esc and a press beside it ask first where
// something was typed that its actions would keep.
export function Dialog({ title, isOpen, onClose, children, actions, alert, wide }: Props) {
	const t = useT();
	const { dismiss, watch, question } = useTyped(onClose, !alert && actions !== undefined);
	return (
		<ModalOverlay
			className={styles.overlay ?? ""}
			isOpen={isOpen}
			onOpenChange={(open) => !open && dismiss()}
			isDismissable={!alert}
		>
			<Modal className={`${styles.modal} ${wide ? styles.wide : ""}`}>
				<AriaDialog className={styles.dialog ?? ""} role={alert ? "alertdialog" : "dialog"}>
					<header className={styles.header}>
						<Heading slot="title" className={styles.title}>
							{title}
						</Heading>
						{!alert && <IconButton icon="close" label={t("action.close")} onPress={onClose} small />}
					</header>
					<div className={styles.body} onInputCapture={watch}>
						{children}
					</div>
					{actions && <footer className={styles.footer}>{actions}</footer>}
					{question}
				</AriaDialog>
			</Modal>
		</ModalOverlay>
	);
}

type ConfirmProps = {
	title: string;
	isOpen: boolean;
	onClose: () => void;
	onConfirm: () => void;
	children: ReactNode;
	action: string;
	kind?: ButtonKind;
	isPending?: boolean;
};

// Confirm asks before something that cannot be undone at once. Its button says
// what will happen, never "OK".
export function Confirm({ onConfirm, action, kind = "danger-strong", isPending, ...rest }: ConfirmProps) {
	const t = useT();
	return (
		<Dialog
			{...rest}
			alert
			actions={
				<>
					<Button onPress={rest.onClose}>{t("action.cancel")}</Button>
					<Button kind={kind} onPress={onConfirm} isPending={isPending}>
						{action}
					</Button>
				</>
			}
		/>
	);
}

const texts = 'textarea, input:not([type]), input[type="text"], input[type="email"], input[type="url"]';
const looking = '[role="combobox"], [role="searchbox"], [type="search"]';

// useTyped asks before what is typed is closed by the way: dismiss closes at once where
// nothing is, and watch learns what is. on: whether it is kept by something else than
// typing. What one looks for is no loss.
export function useTyped(onClose: () => void, on = true) {
	const t = useT();
	const first = useRef(new Map<HTMLInputElement | HTMLTextAreaElement, string>());
	const [asking, setAsking] = useState(false);
	const watch = (e: FormEvent) => {
		const at = e.target;
		if (!(at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement)) return;
		// What stood there before is still the default value.
		if (at.matches(texts) && !at.matches(looking) && !first.current.has(at)) first.current.set(at, at.defaultValue);
	};
	const dismiss = () => {
		const typed = [...first.current].some(([at, was]) => at.isConnected && at.value.trim() !== "" && at.value !== was);
		if (on && typed) setAsking(true);
		else onClose();
	};
	const question = asking && (
		<Confirm
			title={t("forms.leave")}
			isOpen
			onClose={() => setAsking(false)}
			onConfirm={onClose}
			action={t("forms.leaveIt")}
		>
			<p>{t("forms.leaveTyped")}</p>
		</Confirm>
	);
	return { dismiss, watch, question };
}
