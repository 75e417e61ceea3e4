import type { Attribute } from "../../api/types";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { useT } from "../../i18n/use-lang";
import type { Preview } from "./formula";
import styles from "./formula.module.css";

// FormulaPreview shows what a formula gives on a few projects.
export function FormulaPreview({ preview }: { preview: Preview }) {
	const t = useT();
	const context = useFieldContext();
	const kind = fieldKind({ kind: "computed" });
	const attribute = { kind: "computed", gives: preview.gives, key: "preview", choices: [] } as unknown as Attribute;
	return (
		<table className={styles.preview}>
			<caption>{t("formula.preview", { gives: preview.gives })}</caption>
			<tbody>
				{preview.items.map((row) => (
					<tr key={row.id}>
						<th scope="row">{String(row.name ?? "")}</th>
						<td>
							{row.preview == null ? (
								<span className={styles.empty}>{t("formula.empty")}</span>
							) : (
								kind.view(row.preview, attribute, context)
							)}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
