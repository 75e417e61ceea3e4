import type { ReactNode } from "react";
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

export function Dialog({ title, isOpen, onClose, children, actions, alert, wide }: Props) {
	const t = useT();
	return (
		<ModalOverlay
			className={styles.overlay ?? ""}
			isOpen={isOpen}
			onOpenChange={(open) => !open && onClose()}
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
					<div className={styles.body}>{children}</div>
					{actions && <footer className={styles.footer}>{actions}</footer>}
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
