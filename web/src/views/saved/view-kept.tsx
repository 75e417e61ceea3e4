import { type PutAside, workAside } from "../../api/aside";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { TextLink } from "../../ui/link";
import styles from "./view-bar.module.css";

// Kept says that a view was saved into a draft of the configuration, and leads there.
export function Kept({ error, onClose }: { error: PutAside; onClose: () => void }) {
	const { t } = useLang();
	const leave = () => {
		workAside(null);
		onClose();
	};
	return (
		<Dialog
			title={t("aside.title")}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={leave}>{t("aside.leave")}</Button>
					<Button kind="primary" onPress={onClose}>
						{t("aside.goOn")}
					</Button>
				</>
			}
		>
			<div className={styles.options}>
				<FormError error={error} />
				<p>
					{t("aside.views")} <TextLink href={`/admin/configuration?draft=${error.draft.id}`}>{t("aside.see")}</TextLink>
				</p>
			</div>
		</Dialog>
	);
}
