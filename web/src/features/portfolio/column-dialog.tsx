import { useState } from "react";
import type { Attribute } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Select } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { ruleName, rulesOf } from "../../views/rule-name";
import type { ViewColumn } from "../../views/view-state";
import styles from "./portfolio.module.css";

type Props = {
	column: ViewColumn;
	attribute: Attribute;
	onChange: (column: ViewColumn) => void;
	onClose: () => void;
};

// ColumnDialog says what a column is called in this view, and how it is totalled.
export function ColumnDialog({ column, attribute, onChange, onClose }: Props) {
	const { t, lang } = useLang();
	const other = lang === "fr" ? "en" : "fr";
	const [label, setLabel] = useState({ en: "", fr: "", ...column.label });
	const [total, setTotal] = useState(column.total ?? "");
	const usual = pick(attribute.label, lang);
	const rules = ["none", ...rulesOf(attribute)];
	const save = () => {
		const { label: _, total: __, ...rest } = column;
		const said = { en: label.en.trim(), fr: label.fr.trim() };
		onChange({ ...rest, ...(said.en || said.fr ? { label: said } : {}), ...(total ? { total } : {}) });
		onClose();
	};
	const onKeyDown = (e: { key: string }) => e.key === "Enter" && save();
	return (
		<Dialog
			title={t("grid.column.title", { name: usual })}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" onPress={save}>
						{t("grid.column.apply")}
					</Button>
				</>
			}
		>
			<div className={styles.form}>
				<TextField
					label={t("grid.column.name")}
					help={t("grid.column.nameHelp", { name: usual })}
					value={label[lang]}
					onChange={(text) => setLabel({ ...label, [lang]: text })}
					onKeyDown={onKeyDown}
					maxLength={100}
					placeholder={usual}
					autoFocus
				/>
				<TextField
					label={t("views.nameOther")}
					value={label[other]}
					onChange={(text) => setLabel({ ...label, [other]: text })}
					onKeyDown={onKeyDown}
					maxLength={100}
				/>
				<Select
					label={t("grid.column.total")}
					help={t("grid.column.totalHelp")}
					value={total || "usual"}
					options={[
						{ id: "usual", name: t("grid.column.usual", { rule: ruleName(attribute.consolidation, t) }) },
						...rules.map((rule) => ({ id: rule, name: ruleName(rule, t) })),
					]}
					onChange={(rule) => setTotal(rule === "usual" ? "" : rule)}
				/>
			</div>
		</Dialog>
	);
}
