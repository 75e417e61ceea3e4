import { useT } from "../../i18n/use-lang";
import { TextLink } from "../../ui/link";
import { GateFrame } from "./gate-frame";
import own from "./sign-in.module.css";
import SignInForm from "./sign-in-form";

export default function SignInPage() {
	const t = useT();
	return (
		<GateFrame title={t("signin.title")}>
			<SignInForm />
			<p className={own.below}>
				<TextLink href="/forgot">{t("signin.forgot")}</TextLink>
			</p>
		</GateFrame>
	);
}
