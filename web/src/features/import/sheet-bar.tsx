import { useState } from "react";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Select } from "../../ui/select";
import { Switch } from "../../ui/switch";
import columnsStyles from "./columns.module.css";
import { currencies } from "./currencies";
import { headersText, RawSheet } from "./raw-sheet";
import type { Import, ImportChange } from "./types";

type Props = {
	i: Import;
	onChange: (change: ImportChange) => void;
	// lost: what a row must have was not found, perhaps because the headers are elsewhere
	lost: boolean;
};

// SheetBar says where the table is in the file, and what holds for all of it.
export function SheetBar({ i, onChange, lost }: Props) {
	const t = useT();
	const [raw, setRaw] = useState(lost);
	const money = (i.attributes ?? []).some((a) => a.kind === "money");
	const sheets = (i.sheets ?? []).map((s) => ({
		id: s.name,
		name: s.name,
		detail: s.hidden ? t("import.sheet.hidden") : t("import.sheet.rows", { rows: s.rows }),
	}));
	return (
		<>
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
				<HeaderLines i={i} open={raw} onOpen={() => setRaw(!raw)} />
				{money && (
					<div className={columnsStyles.short}>
						<Select
							label={t("import.sheet.currency")}
							options={currencies(i.currency)}
							value={i.currency}
							onChange={(currency) => onChange({ currency })}
						/>
					</div>
				)}
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
						{t("import.sheet.transposed", { object: i.object })}
					</Switch>
				</div>
			</fieldset>
			{raw && <RawSheet i={i} onChange={onChange} />}
		</>
	);
}

// HeaderLines says which lines hold the headers, and opens the sheet to choose others.
function HeaderLines({ i, open, onOpen }: { i: Import; open: boolean; onOpen: () => void }) {
	const t = useT();
	return (
		<div className={columnsStyles.headerLines}>
			<span className={columnsStyles.headerLabel}>{t("import.sheet.headers")}</span>
			<Button icon="columns" aria-expanded={open} onPress={onOpen}>
				{headersText(i, t)}
			</Button>
		</div>
	);
}
