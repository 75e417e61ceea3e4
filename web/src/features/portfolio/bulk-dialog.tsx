import { useId, useState } from "react";
import type { Attribute, Row } from "../../api/types";
import { changeCells } from "../../data/change-cell";
import { edits } from "../../data/projects";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { Dialog } from "../../ui/dialog";
import { Form } from "../../ui/form";
import { tellError } from "../../ui/toast-store";
import { Reason } from "../../views/editing/reason";
import { sayDone } from "../../views/editing/undo-said";
import { words } from "../../views/words";
import styles from "./bulk-bar.module.css";

type Props = { rows: readonly Row[]; attributes: readonly Attribute[]; onClose: () => void };

// BulkDialog gives many projects the same value of one attribute.
export function BulkDialog({ rows, attributes, onClose }: Props) {
	const { t, lang } = useLang();
	const form = useId();
	const [key, setKey] = useState<string | null>(null);
	const [value, setValue] = useState<unknown>(null);
	const [why, setWhy] = useState("");
	const attribute = attributes.find((a) => a.key === key);
	const currency = new Set(rows.map((r) => String(r.currency ?? ""))).size === 1 ? rows[0]?.currency : undefined;
	const context = useFieldContext(typeof currency === "string" ? currency : undefined);
	const mine = rows.filter((row) => row.can_edit === true);
	const offered = attributes.filter(
		(a) => !a.read_only && a.kind !== "computed" && a.key !== "name" && a.key !== "code",
	);
	const apply = () => {
		if (!attribute) return;
		const text = t("editing.bulk", { name: pick(attribute.label, lang), count: mine.length });
		onClose();
		changeCells(
			mine.map((row) => ({ row, key: attribute.key, value })),
			text,
			"write",
			why,
		).then((n) => n > 0 && sayDone({ text: t("bulk.changed", { count: n, what: text }), way: "undo" }), tellError);
	};
	const Input = attribute && fieldKind(attribute).Input;
	return (
		<Dialog
			isOpen
			title={t("bulk.title", { count: rows.length })}
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" type="submit" form={form} isDisabled={!attribute || mine.length === 0}>
						{t(value === null && attribute ? "bulk.empty" : "bulk.apply", { count: mine.length })}
					</Button>
				</>
			}
		>
			<Form id={form} onSubmit={apply} label={t("bulk.title", { count: rows.length })}>
				<ComboBox
					label={t("editing.column.attribute")}
					options={offered.map((a) => ({ id: a.key, name: pick(a.label, lang) }))}
					value={key}
					onChange={(next) => {
						setKey(next);
						setValue(null);
					}}
					autoFocus
				/>
				{attribute && Input && (
					<>
						<Input
							key={attribute.key}
							attribute={attribute}
							value={value}
							onChange={setValue}
							context={context}
							label={t("bulk.value")}
						/>
						<Present rows={mine} attribute={attribute} />
						<Reason onChange={setWhy} />
					</>
				)}
				{mine.length < rows.length && (
					<p className={styles.quiet}>{t("bulk.notMine", { count: rows.length - mine.length })}</p>
				)}
			</Form>
		</Dialog>
	);
}

// Present says what stands there now: how many projects have which value.
function Present({ rows, attribute }: { rows: readonly Row[]; attribute: Attribute }) {
	const { t } = useLang();
	const context = useFieldContext();
	const counts = new Map<string, number>();
	for (const row of rows) {
		const said = words(edits.shown(row, attribute.key), attribute, context) || t("editing.empty");
		counts.set(said, (counts.get(said) ?? 0) + 1);
	}
	const list = [...counts].sort((a, b) => b[1] - a[1]);
	return (
		<p className={styles.quiet}>
			{t("bulk.now")}{" "}
			{list
				.slice(0, 4)
				.map(([said, n]) => `${said} (${n})`)
				.join(", ")}
			{list.length > 4 && ` ${t("editing.more", { count: list.length - 4 })}`}
		</p>
	);
}
