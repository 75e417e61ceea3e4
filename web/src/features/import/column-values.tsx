import { formatCount } from "../../format/number";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Select } from "../../ui/select";
import columnStyles from "./column.module.css";
import { namesNew, untaken } from "./logic";
import type { CellValue, Import, ImportColumn } from "./types";
import { Why } from "./why";

type Props = { i: Import; c: ImportColumn; onChange: (values: CellValue[]) => void };

const no = ":none";

// ColumnValues matches the words of the file with the values of the list: one
// already there, a new one, or none (the cell is then refused, its text kept).
// Of a column of programmes it has those that are not there, to be made or not.
export function ColumnValues({ i, c, onChange }: Props) {
	const t = useT();
	const values = c.values ?? [];
	const what = namesNew(c) ? "import.programmes" : "import.values";
	const may = (namesNew(c) ? i.may?.programmes : i.may?.catalogue) !== false;
	const known = i.attributes?.find((a) => c.action === "attribute" && a.key === c.attribute)?.choices ?? [];
	const options = [
		...(may ? [{ id: "+", name: t(`${what}.new`) }] : []),
		{ id: no, name: t(`${what}.none`) },
		...(values.some((v) => v.option === "?") ? [{ id: "?", name: t("import.programmes.open") }] : []),
		...known.map((o) => ({ id: o.key, name: o.label })),
		...meant(c).map((name) => ({ id: name, name })),
	];
	const left = values.filter((v) => v.option === "");
	return (
		<section className={columnStyles.values}>
			<header>
				<h3>{t(`${what}.title`, { count: values.length })}</h3>
				{may && untaken(c) > 1 && (
					<Button small onPress={() => onChange(left.map((v) => ({ ...v, option: "+" })))}>
						{t(`${what}.addAll`, { count: left.length })}
					</Button>
				)}
			</header>
			{!may && untaken(c) > 0 && <Why>{t(`${what}.whyNot`)}</Why>}
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

// meant are the projects that a mapping names for programmes that are not there.
function meant(c: ImportColumn): string[] {
	const options = namesNew(c) ? (c.values ?? []).flatMap((v) => [v.option, ...(v.near ?? [])]) : [];
	return [...new Set(options)].filter((o) => o !== "" && o !== "+" && o !== "?");
}
