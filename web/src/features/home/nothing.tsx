import { useNavigate } from "@tanstack/react-router";
import { leaveFile } from "../../data/dropped";
import { useCan } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { FileDrop } from "../../ui/drop-zone";
import { EmptyState } from "../../ui/states";
import styles from "./home.module.css";

// Nothing stands in the place of the figures until there is a project: it takes
// the spreadsheet that people have.
export function Nothing() {
	const t = useT();
	const navigate = useNavigate();
	const mayImport = useCan("import.run");
	return (
		<div className={styles.nothing}>
			<EmptyState icon="portfolio" title={t("portfolio.empty.title")}>
				{t("portfolio.empty.text")}
				{mayImport && (
					<span className={styles.drop}>
						<FileDrop
							title={t("portfolio.empty.drop")}
							help={t("portfolio.empty.formats")}
							accept={[".xlsx", ".csv", ".tsv", ".txt"]}
							onFile={(file) => {
								leaveFile(file);
								void navigate({ href: "/import" });
							}}
						/>
					</span>
				)}
			</EmptyState>
		</div>
	);
}
