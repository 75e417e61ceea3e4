import { useT } from "../../i18n/use-lang";
import { Dialog } from "../../ui/dialog";
import { Loaded } from "../../ui/states";
import { LetterForm } from "../../views/letter/letter-form";
import { useSubscriptions } from "../../views/letter/subscriptions";

type Props = { portfolio: { id: string; name: string }; id: string; onClose: () => void };

// Subscribe has the page sent by mail, each week or each month.
export function Subscribe({ portfolio, id, onClose }: Props) {
	const t = useT();
	const read = useSubscriptions();
	return (
		<Dialog title={t("summary.mail.title")} isOpen onClose={onClose}>
			<Loaded query={read} lines={3}>
				{(all) => (
					<LetterForm
						of={{ portfolio: id }}
						was={all.find((s) => !s.view && [id, portfolio.id].includes(s.portfolio.id))}
						file="pdf"
						text={t("summary.mail.text")}
						onClose={onClose}
					/>
				)}
			</Loaded>
		</Dialog>
	);
}
