import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useT } from "../i18n/use-lang";
import { IconButton } from "./button";
import { useTyped } from "./dialog";
import styles from "./drawer.module.css";

type Props = {
	title: string;
	isOpen: boolean;
	onClose: () => void;
	side?: "start" | "end";
	// keeps: what is typed in it is kept by a button, and asked for before Esc or a press beside it
	keeps?: boolean;
	children: ReactNode;
};

// Drawer slides over the page from one side and holds it until closed: the
// navigation on a phone, a history. To work beside a list use SidePanel.
export function Drawer({ title, isOpen, onClose, side = "end", keeps = false, children }: Props) {
	const t = useT();
	const { dismiss, watch, question } = useTyped(onClose, keeps);
	return (
		<ModalOverlay
			className={styles.overlay ?? ""}
			isOpen={isOpen}
			onOpenChange={(open) => !open && dismiss()}
			isDismissable
		>
			<Modal className={`${styles.drawer} ${styles[side]}`}>
				<Dialog className={styles.dialog ?? ""}>
					<header className={styles.header}>
						<Heading slot="title" className={styles.title}>
							{title}
						</Heading>
						<IconButton icon="close" label={t("action.close")} onPress={onClose} />
					</header>
					<div className={styles.body} onInputCapture={watch}>
						{children}
					</div>
					{question}
				</Dialog>
			</Modal>
		</ModalOverlay>
	);
}
