import type { Query } from "../api/client";
import { useCan } from "../data/me";
import { type ReportKind, takeReport, useMasters } from "../data/reports";
import { useLang } from "../i18n/use-lang";
import { Button } from "../ui/button";
import { Menu, type MenuEntry, type MenuGroup } from "../ui/menu";

type Props = {
	kind: ReportKind;
	// query is what the report is of: its portfolio, project or review, and the dates
	query: Query;
	// more is what else can be done with the page
	more?: MenuEntry[];
	quiet?: boolean;
};

// ReportMenu offers a page as a file: on paper, as slides in the template of the
// house or in one of the organisation's, as a workbook.
export function ReportMenu({ kind, query, more = [], quiet }: Props) {
	const { t, lang } = useLang();
	const may = useCan("export.run");
	const masters = useMasters(kind, may).data?.items ?? [];
	const take = (format: string, master?: string) => () => takeReport(kind, { ...query, format, master, lang });
	const groups: MenuGroup[] = [];
	if (may) {
		groups.push({
			id: "files",
			title: t("report.note"),
			entries: [
				{ id: "pdf", name: t("report.pdf"), icon: "file", run: take("pdf") },
				{ id: "pptx", name: t("report.pptx"), icon: "file", run: take("pptx") },
				{ id: "xlsx", name: t("report.xlsx"), icon: "file", run: take("xlsx") },
			],
		});
		if (masters.length > 0) {
			groups.push({
				id: "masters",
				title: t("report.masters"),
				entries: masters.map((m) => ({ id: m.id, name: m.name, icon: "file", run: take("pptx", m.id) })),
			});
		}
	}
	if (more.length > 0) groups.push({ id: "more", entries: more });
	if (groups.length === 0) return null;
	return (
		<Menu label={t("report.export")} groups={groups}>
			<Button kind={quiet ? "quiet" : undefined} icon="export">
				{t("report.export")}
			</Button>
		</Menu>
	);
}
