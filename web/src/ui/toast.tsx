import { useSyncExternalStore } from "react";
import { useT } from "../i18n/use-lang";
import { Button, IconButton } from "./button";
import { Icon } from "./icon";
import styles from "./toast.module.css";
import { dismissToast, listToasts, subscribeToasts } from "./toast-store";

export function Toasts() {
	const t = useT();
	const toasts = useSyncExternalStore(subscribeToasts, listToasts);
	return (
		<div className={styles.region} role="alert">
			{toasts.map((toast) => (
				<div key={toast.id} className={styles.toast}>
					<Icon name="error" />
					<p className={styles.text}>{toast.message}</p>
					{toast.retry && (
						<Button
							small
							onPress={() => {
								dismissToast(toast.id);
								toast.retry?.();
							}}
						>
							{t("action.retry")}
						</Button>
					)}
					<IconButton icon="close" label={t("action.dismiss")} small onPress={() => dismissToast(toast.id)} />
				</div>
			))}
		</div>
	);
}
