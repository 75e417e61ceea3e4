import { lazy, Suspense, useState } from "react";
import { useLang } from "../../i18n/use-lang";
import { ComboBox } from "../../ui/combobox";
import { useAttributeOptions } from "../attribute-options";
import styles from "./filter.module.css";
import type { AddProps } from "./filter-bar";

const ChipEditor = lazy(() => import("./chip-editor").then((m) => ({ default: m.ChipEditor })));

// NewChip asks on which attribute a condition is, and then for the condition.
export function NewChip({ attributes, context, onAdd, close }: AddProps & { close: () => void }) {
	const { t } = useLang();
	const [key, setKey] = useState<string | null>(null);
	const attribute = attributes.find((a) => a.key === key);
	const options = useAttributeOptions(attributes);
	return (
		<div className={styles.editor}>
			<ComboBox label={t("portfolio.filter.attribute")} options={options} value={key} onChange={setKey} autoFocus />
			{attribute && (
				<Suspense fallback={null}>
					{" "}
					<ChipEditor
						key={key}
						chip={null}
						attribute={attribute}
						context={context}
						onChange={(chip) => chip && onAdd(chip)}
						onClose={close}
					/>
				</Suspense>
			)}
		</div>
	);
}
