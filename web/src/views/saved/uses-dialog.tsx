import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Loaded } from "../../ui/states";
import type { SavedView } from "./model";
import { ViewAddress } from "./view-address";
import styles from "./view-bar.module.css";

type Uses = {
	defaults: string[];
	favourites: number;
	readers: number;
	opens: number;
	last_used: string;
	subscribed: number;
	summaries: string[];
	personal: number;
};

type Props = { of: SavedView; onClose: () => void; onDelete?: () => void };

// UsesDialog says what would miss a view and where programs read it; with onDelete it
// asks whether the view is to go all the same.
export function UsesDialog({ of, onClose, onDelete }: Props) {
	const { t, lang } = useLang();
	const uses = useQuery({
		queryKey: [...keys.views, "uses", of.id],
		queryFn: () => api.get<Uses>(`/views/${of.id}/uses`),
	});
	const name = pick(of.label, lang);
	return (
		<Dialog
			title={t(onDelete ? "views.uses.delete" : "views.uses.title", { name })}
			isOpen
			onClose={onClose}
			alert={!!onDelete}
			actions={
				onDelete && (
					<>
						<Button onPress={onClose}>{t("action.cancel")}</Button>
						<Button kind="danger-strong" onPress={onDelete}>
							{t("views.uses.confirm")}
						</Button>
					</>
				)
			}
		>
			<Loaded query={uses} lines={3}>
				{(u) => (
					<div className={styles.options}>
						{!u.defaults.length && !u.favourites && !u.opens && !u.subscribed && !u.summaries.length && !u.personal ? (
							<p>{t("views.uses.none")}</p>
						) : null}
						{u.defaults.length > 0 && <p>{t("views.uses.defaults", { names: u.defaults.join(", ") })}</p>}
						{u.favourites > 0 && <p>{t("views.uses.favourites", { count: u.favourites })}</p>}
						{u.summaries.length > 0 && <p>{t("views.uses.summaries", { names: u.summaries.join(", ") })}</p>}
						{u.personal > 0 && <p>{t("views.uses.personal", { count: u.personal })}</p>}
						{u.subscribed > 0 && <p>{t("views.uses.subscribed", { count: u.subscribed })}</p>}
						{u.opens > 0 && <p>{t("views.uses.opens", { opens: u.opens, readers: u.readers })}</p>}
						{onDelete ? <p className={styles.note}>{t("views.uses.back")}</p> : <ViewAddress of={of} />}
					</div>
				)}
			</Loaded>
		</Dialog>
	);
}
