import { useState } from "react";
import type { Attribute } from "../../api/types";
import type { FieldContext } from "../../fields/kind";
import { fieldKind } from "../../fields/registry";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import styles from "./plain-table.module.css";

type FormProps = {
	attribute: Attribute;
	value: unknown;
	context: FieldContext;
	label: string;
	onDone: (next?: { value: unknown }) => void;
};

// CellForm changes the value of one cell in its place.
export function CellForm({ attribute, value, context, label, onDone }: FormProps) {
	const { t } = useLang();
	const [now, setNow] = useState(value);
	const { Input } = fieldKind(attribute);
	return (
		<form
			className={styles.form}
			onSubmit={(e) => {
				e.preventDefault();
				onDone({ value: now });
			}}
			onKeyDown={(e) => e.key === "Escape" && onDone()}
		>
			<Input attribute={attribute} value={now} onChange={setNow} context={context} label={label} hideLabel autoFocus />
			<Button small kind="primary" type="submit">
				{t("action.save")}
			</Button>
			<IconButton small icon="close" label={t("action.cancel")} onPress={() => onDone()} />
		</form>
	);
}
