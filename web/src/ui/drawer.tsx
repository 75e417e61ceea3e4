import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useT } from "../i18n/use-lang";
import { IconButton } from "./button";
import styles from "./drawer.module.css";

type Props = { title: string; isOpen: boolean; onClose: () => void; side?: "start" | "end"; children: ReactNode };

// Drawer slides over the page from one side and holds it until closed: the
// navigation on a phone, a history. To work beside a list use SidePanel.
export function Drawer({ title, isOpen, onClose, side = "end", children }: Props) {
	const t = useT();
	return (
		<ModalOverlay
			className={styles.overlay ?? ""}
			isOpen={isOpen}
			onOpenChange={(open) => !open && onClose()}
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
					<div className={styles.body}>{children}</div>
				</Dialog>
			</Modal>
		</ModalOverlay>
	);
}
