import SignInForm from "../features/signin/sign-in-form";
import { useT } from "../i18n/use-lang";
import { Dialog } from "../ui/dialog";
import styles from "./sign-in-dialog.module.css";

type Props = { login: string; onClose: (signedIn: boolean) => void };

export default function SignInDialog({ login, onClose }: Props) {
	const t = useT();
	return (
		<Dialog title={t("signin.again.title")} isOpen onClose={() => onClose(false)}>
			<p className={styles.text}>{t("signin.again.text")}</p>
			<SignInForm login={login} onSignedIn={() => onClose(true)} />
		</Dialog>
	);
}
