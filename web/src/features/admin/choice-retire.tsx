import { useState } from "react";
import type { Choice } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { Dialog } from "../../ui/dialog";
import styles from "./admin.module.css";

type Props = {
	choice: Choice;
	count: number;
	// others: those that can take its place
	others: Choice[];
	monthly?: boolean;
	onRetire: (by: string | null) => void;
	onClose: () => void;
};

// ChoiceRetire says how many have a value of a list before it is retired, and asks
// which other takes its place.
export function ChoiceRetire({ choice, count, others, monthly, onRetire, onClose }: Props) {
	const { t, lang } = useLang();
	const [by, setBy] = useState<string | null>(null);
	const name = pick(choice.label, lang);
	return (
		<Dialog
			title={t("choice.retireTitle", { name })}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" onPress={() => onRetire(by)}>
						{t(by ? "choice.replaceIt" : "choice.retireIt")}
					</Button>
				</>
			}
		>
			<div className={styles.choices}>
				<p>{t("choice.has", { count })}</p>
				{others.length > 0 && (
					<ComboBox
						label={t("choice.by")}
						help={t("choice.byHelp", { name })}
						options={others.map((c) => ({ id: c.key, name: pick(c.label, lang) }))}
						value={by}
						onChange={setBy}
					/>
				)}
				{others.length > 0 && monthly && <p>{t("choice.byMonths", { name })}</p>}
			</div>
		</Dialog>
	);
}
