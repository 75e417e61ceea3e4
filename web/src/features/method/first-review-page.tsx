import en from "../../../../docs/guide/first-review.md?raw";
import fr from "../../../../docs/guide/premiere-revue.md?raw";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { PageFrame } from "../../ui/page";
import { GuideText } from "../../views/guide/guide-text";
import styles from "./method.module.css";
import { readable } from "./readable";

// FirstReviewPage is the guide that comes with the program: from a spreadsheet to a
// review, as the repository has it, without its pictures.
export default function FirstReviewPage() {
	const { t, lang } = useLang();
	return (
		<PageFrame
			title={t("help.guide")}
			lead={t("help.guideLead")}
			actions={
				<Button icon="export" onPress={() => window.print()}>
					{t("project.print")}
				</Button>
			}
		>
			<div className={styles.method}>
				<GuideText text={readable({ en, fr }[lang])} under={1} />
			</div>
		</PageFrame>
	);
}
