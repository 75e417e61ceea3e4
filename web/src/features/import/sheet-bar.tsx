import { useT } from "../../i18n/use-lang";
import { NumberField } from "../../ui/number-field";
import { Select } from "../../ui/select";
import { Switch } from "../../ui/switch";
import columnsStyles from "./columns.module.css";
import { currencies } from "./currencies";
import type { Import, ImportChange } from "./types";

type Props = { i: Import; onChange: (change: ImportChange) => void };

// SheetBar says where the table is in the file, and what holds for all of it.
export function SheetBar({ i, onChange }: Props) {
	const t = useT();
	const sheets = (i.sheets ?? []).map((s) => ({
		id: s.name,
		name: s.name,
		detail: s.hidden ? t("import.sheet.hidden") : t("import.sheet.rows", { rows: s.rows }),
	}));
	return (
		<fieldset className={columnsStyles.sheet}>
			<legend className="visually-hidden">{t("import.sheet.title")}</legend>
			{sheets.length > 1 && (
				<Select
					label={t("import.sheet.sheet")}
					options={sheets}
					value={i.sheet}
					onChange={(sheet) => onChange({ sheet })}
				/>
			)}
			<div className={columnsStyles.short}>
				<NumberField
					label={t(i.transposed ? "import.sheet.headerColumn" : "import.sheet.headerRow")}
					value={String(i.header_row)}
					min={0}
					onChange={(n) => onChange({ header_row: Math.max(0, Math.trunc(Number(n ?? "0"))) })}
				/>
			</div>
			<div className={columnsStyles.short}>
				<Select
					label={t("import.sheet.currency")}
					options={currencies(i.currency)}
					value={i.currency}
					onChange={(currency) => onChange({ currency })}
				/>
			</div>
			<Select
				label={t("import.sheet.empty")}
				options={[
					{ id: "clear", name: t("import.sheet.emptyClear") },
					{ id: "keep", name: t("import.sheet.emptyKeep") },
				]}
				value={i.empty}
				onChange={(empty) => onChange({ empty: empty as Import["empty"] })}
			/>
			{i.portfolio && !i.portfolio.new && (
				<Select
					label={t("import.sheet.gone")}
					options={[
						{ id: "leave", name: t("import.sheet.goneLeave") },
						{ id: "keep", name: t("import.sheet.goneKeep") },
					]}
					value={i.gone}
					onChange={(gone) => onChange({ gone: gone as Import["gone"] })}
				/>
			)}
			<div className={columnsStyles.switch}>
				<Switch isSelected={i.transposed} onChange={(transposed) => onChange({ transposed })}>
					{t("import.sheet.transposed")}
				</Switch>
			</div>
		</fieldset>
	);
}
