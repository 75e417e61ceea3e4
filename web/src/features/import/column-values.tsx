import { formatCount } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Select } from "../../ui/select";
import columnStyles from "./column.module.css";
import { untaken } from "./logic";
import type { CellValue, Import, ImportColumn } from "./types";
import { Why } from "./why";

type Props = { i: Import; c: ImportColumn; onChange: (values: CellValue[]) => void };

const no = ":none";

// ColumnValues matches the words of the file with the values of the list: one
// already there, a new one, or none (the cell is then refused, its text kept).
export function ColumnValues({ i, c, onChange }: Props) {
	const t = useT();
	const values = c.values ?? [];
	const may = i.may?.catalogue !== false;
	const known = i.attributes?.find((a) => c.action === "attribute" && a.key === c.attribute)?.choices ?? [];
	const options = [
		...(may ? [{ id: "+", name: t("import.values.new") }] : []),
		{ id: no, name: t("import.values.none") },
		...known.map((o) => ({ id: o.key, name: o.label })),
	];
	const left = values.filter((v) => v.option === "");
	return (
		<section className={columnStyles.values}>
			<header>
				<h3>{t("import.values.title", { count: values.length })}</h3>
				{may && untaken(c) > 1 && (
					<Button small onPress={() => onChange(left.map((v) => ({ ...v, option: "+" })))}>
						{t("import.values.addAll", { count: left.length })}
					</Button>
				)}
			</header>
			{!may && untaken(c) > 0 && <Why>{t("import.values.whyNot")}</Why>}
			<ul className={columnStyles.valueList}>
				{values.map((v) => (
					<li key={v.text}>
						<span className={columnStyles.valueText}>{v.text}</span>
						<span className={columnStyles.times} title={t("import.values.count", { count: v.count })}>
							{formatCount(v.count)}
						</span>
						<Select
							hideLabel
							label={t("import.values.of", { text: v.text })}
							options={options}
							value={v.option || no}
							onChange={(option) => onChange([{ ...v, option: option === no ? "" : option }])}
						/>
					</li>
				))}
			</ul>
		</section>
	);
}
