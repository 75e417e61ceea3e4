import type { ReactNode } from "react";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import styles from "./plain-table.module.css";

type Props = {
	at: number;
	pages: number;
	shown: { from: number; to: number; total: number };
	onPage: (page: number) => void;
	children?: ReactNode;
};

// Pager says which rows are shown, and leads to the others where there are any.
export function Pager({ at, pages, shown, onPage, children }: Props) {
	const { t } = useLang();
	return (
		<nav className={styles.pager} aria-label={t("grid.table.page", { page: at + 1, pages })}>
			<span className={styles.where} role="status">
				{t("grid.table.rows", shown)}
			</span>
			{pages > 1 && (
				<>
					<Button small icon="arrow-left" isDisabled={at === 0} onPress={() => onPage(at - 1)}>
						{t("grid.table.previous")}
					</Button>
					<span className={styles.where}>{t("grid.table.page", { page: at + 1, pages })}</span>
					<Button small icon="arrow-right" isDisabled={at >= pages - 1} onPress={() => onPage(at + 1)}>
						{t("grid.table.next")}
					</Button>
				</>
			)}
			{children}
		</nav>
	);
}
