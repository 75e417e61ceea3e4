import { useNavigate } from "@tanstack/react-router";
import type { Portfolio } from "../../api/types";
import { leaveFile } from "../../data/dropped";
import { useCan } from "../../data/me";
import type { Meta } from "../../data/project-rows";
import { useT } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import { FileDrop } from "../../ui/drop-zone";
import { EmptyState } from "../../ui/states";
import type { View } from "../../views/use-view";
import styles from "./portfolio.module.css";

type Props = { view: View; meta: Meta | null; portfolio?: Portfolio };

// Empty stands where the projects will be, and says what leads to them.
export function Empty({ view, meta, portfolio }: Props) {
	const t = useT();
	const navigate = useNavigate();
	const mayImport = useCan("import.run");
	const { query, change } = view;
	if (query.compareTo) return <EmptyState icon="same" title={t("portfolio.compare.none")} />;
	if (query.filter || query.q) {
		const all = () => change({ filter: "", find: "" }, { replace: false });
		return (
			<EmptyState
				icon="search"
				title={t("portfolio.none.title")}
				action={<Button onPress={all}>{t("portfolio.none.action")}</Button>}
			>
				{t("portfolio.none.text", { count: meta?.hidden ?? 0 })}
			</EmptyState>
		);
	}
	if (query.state === "deleted")
		return (
			<EmptyState icon="trash" title={t("portfolio.bin.none")}>
				{t("portfolio.bin.text")}
			</EmptyState>
		);
	if (query.state === "archived") return <EmptyState icon="lock" title={t("portfolio.archive.none")} />;
	if (query.asOf) {
		return (
			<EmptyState
				icon="history"
				title={t("portfolio.past.none")}
				action={<Button onPress={() => change({ asOf: "" }, { replace: false })}>{t("period.back")}</Button>}
			/>
		);
	}
	if (portfolio) {
		return (
			<EmptyState
				icon="portfolio"
				title={t("portfolio.emptyOne.title")}
				action={<ButtonLink href="/portfolio">{t("portfolio.all")}</ButtonLink>}
			>
				{t("portfolio.emptyOne.text")}
			</EmptyState>
		);
	}
	return (
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
	);
}
