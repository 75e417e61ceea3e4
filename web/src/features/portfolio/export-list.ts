import { type ExportForm, exportAddress } from "../../data/rows";
import type { Lang } from "../../i18n/lang";
import { pivotExport } from "../../views/pivot/pivot-data";
import type { View } from "../../views/use-view";

// exportList takes out the list as it is shown: a pivot as the table that it is,
// for people; as rows, for programs.
export function exportList(form: ExportForm, view: View, lang: Lang): void {
	const { display, pivot } = view.state;
	const crossed = display === "pivot" && (form === "xlsx" || form === "csv");
	const heads = Object.fromEntries(
		view.columns.flatMap((c) => (c.label ? [[c.key, c.label[lang] || c.label.en || c.label.fr]] : [])),
	);
	const link = document.createElement("a");
	link.href = crossed
		? pivotExport(form, view.query, pivot, lang)
		: exportAddress(form, { ...view.query, fields: view.keys }, lang, heads);
	link.download = "";
	link.click();
}
