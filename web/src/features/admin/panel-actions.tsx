import { type ReactNode, useState } from "react";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { Unsaved } from "../../ui/use-leave";
import styles from "./admin.module.css";
import { SaveButton } from "./save-button";

type Props = {
	form: string;
	saving: boolean;
	canSave: boolean;
	isNew: boolean;
	// configured: it is part of the configuration, and may go into a draft
	configured?: boolean;
	onCancel: () => void;
	remove?: { name: string; run: () => void; running: boolean; error: unknown; about?: ReactNode; whole?: boolean };
};

// PanelActions are the buttons under a panel's form: save, cancel, and, set
// apart, delete with its question; about is what is said before it, whole whether
// that is all there is to say.
export function PanelActions({ form, saving, canSave, isNew, configured, onCancel, remove }: Props) {
	const t = useT();
	const [asking, setAsking] = useState(false);
	const label = t(isNew ? "action.create" : "action.save");
	return (
		<>
			{configured ? (
				<SaveButton form={form} label={label} isPending={saving} isDisabled={!canSave} />
			) : (
				<>
					<Button type="submit" form={form} kind="primary" isPending={saving} isDisabled={!canSave}>
						{label}
					</Button>
					<Unsaved is={canSave && !saving} />
				</>
			)}
			<Button onPress={onCancel}>{t("action.cancel")}</Button>
			{remove && (
				<span className={styles.push}>
					<Button kind="danger" onPress={() => setAsking(true)}>
						{t("action.delete")}
					</Button>
				</span>
			)}
			{remove && (
				<Confirm
					title={t("confirm.delete", { name: remove.name })}
					isOpen={asking}
					onClose={() => setAsking(false)}
					onConfirm={remove.run}
					action={t("action.delete")}
					isPending={remove.running}
				>
					<FormError error={remove.error} />
					{remove.about}
					{!remove.whole && <p>{t("confirm.deleteText")}</p>}
				</Confirm>
			)}
		</>
	);
}
