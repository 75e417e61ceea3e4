import type { Row } from "../../api/types";
import { useTemplatesOf } from "../../data/templates";
import { useLang } from "../../i18n/use-lang";
import { SheetDialog } from "./sheet-dialog";
import styles from "./template.module.css";

type Props = { project: Row; onClose: () => void };

// ApplyDialog applies a template to a project; that which was applied last is proposed
// again.
export function ApplyDialog({ project, onClose }: Props) {
	const { t, lang } = useLang();
	const used = useTemplatesOf(project.id).data;
	const { id, type, variant } = project;
	return (
		<SheetDialog
			title={t("template.apply")}
			project={{ id, name: String(project.name ?? ""), type, variant }}
			first={(offered) => {
				const last = used?.find((u) => offered.some((o) => o.id === u.template.id));
				return used ? (last?.template.id ?? offered[0]?.id ?? "") : "";
			}}
			none={{ title: t("template.noneFits"), text: t("template.noneFitsText") }}
			onClose={onClose}
		>
			{(template) => {
				const use = used?.find((u) => u.template.id === template);
				return (
					use && (
						<p className={styles.quiet}>
							{t(use.version === use.applied ? "template.usedSame" : "template.usedOlder", {
								at: new Date(use.at).toLocaleDateString(lang),
							})}
						</p>
					)
				);
			}}
		</SheetDialog>
	);
}
