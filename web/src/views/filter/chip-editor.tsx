import { useState } from "react";
import type { Attribute } from "../../api/types";
import type { FieldContext, Operator } from "../../fields/kind";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Select } from "../../ui/select";
import { newChip, operatorsOf, operatorWord } from "./chip-words";
import type { Chip } from "./condition";
import styles from "./filter.module.css";
import { ValueEditor, withOperator } from "./value-editor";

type Props = {
	// chip: the one changed; null for a new one
	chip: Chip | null;
	attribute: Attribute;
	context: FieldContext;
	onChange: (chip: Chip | null) => void;
	onClose: () => void;
};

// ChipEditor makes one condition: how to compare, and with what.
export function ChipEditor({ chip, attribute, context, onChange, onClose }: Props) {
	const { t } = useLang();
	const [draft, setDraft] = useState<Chip>(() => chip ?? newChip(attribute));
	const bare = draft.op === "is empty" || draft.op === "is not empty";
	const ready = bare || draft.values.length > 0;
	const setOp = (op: Operator) => setDraft((d) => withOperator(d, op));
	const apply = () => {
		if (ready) onChange(draft);
		onClose();
	};
	return (
		<form
			className={styles.editor}
			onSubmit={(e) => {
				e.preventDefault();
				apply();
			}}
		>
			<Select
				label={t("portfolio.filter.operator")}
				options={operatorsOf(attribute).map((op) => ({ id: op, name: t(operatorWord(op, attribute)) }))}
				value={draft.op}
				onChange={(op) => setOp(op as Operator)}
			/>
			{!bare && (
				<ValueEditor
					attribute={attribute}
					chip={draft}
					context={context}
					onChange={(values) => setDraft((d) => ({ ...d, values }))}
				/>
			)}
			<div className={styles.actions}>
				<Button small kind="primary" type="submit" isDisabled={!ready}>
					{t("portfolio.filter.apply")}
				</Button>
				{chip && (
					<Button
						small
						kind="quiet"
						onPress={() => {
							onChange(null);
							onClose();
						}}
					>
						{t("portfolio.filter.removeThis")}
					</Button>
				)}
			</div>
		</form>
	);
}
