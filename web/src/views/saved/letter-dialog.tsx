import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Dialog } from "../../ui/dialog";
import { Loaded } from "../../ui/states";
import { LetterForm } from "../letter/letter-form";
import { useSubscriptions } from "../letter/subscriptions";
import type { SavedView } from "./model";

// LetterDialog has what a view shows sent by mail, each week or each month.
export function LetterDialog({ of, onClose }: { of: SavedView; onClose: () => void }) {
	const { t, lang } = useLang();
	const read = useSubscriptions();
	return (
		<Dialog title={t("views.mail.title", { name: pick(of.label, lang) })} isOpen onClose={onClose}>
			<Loaded query={read} lines={3}>
				{(all) => (
					<LetterForm
						of={{ view: of.id }}
						was={all.find((s) => s.view?.id === of.id)}
						file="xlsx"
						text={t("views.mail.text")}
						onClose={onClose}
					/>
				)}
			</Loaded>
		</Dialog>
	);
}
