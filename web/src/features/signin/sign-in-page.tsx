import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/client";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { TextLink } from "../../ui/link";
import { DemoRoles } from "./demo-roles";
import { GateFrame } from "./gate-frame";
import own from "./sign-in.module.css";
import SignInForm from "./sign-in-form";

// SignInPage asks who one is: by login and password or, in a demonstration, by
// choosing a role.
export default function SignInPage() {
	const t = useT();
	const [byPassword, setByPassword] = useState(false);
	const state = useQuery({
		queryKey: keys.setup,
		queryFn: () => send<{ needed: boolean; demo?: boolean }>("GET", "/setup", { quiet: true }),
	});
	if (state.data?.demo && !byPassword) {
		return (
			<GateFrame title={t("demo.title")} lead={t("demo.lead")} wide>
				<DemoRoles />
				<p className={own.below}>
					<Button kind="quiet" onPress={() => setByPassword(true)}>
						{t("demo.byPassword")}
					</Button>
				</p>
			</GateFrame>
		);
	}
	return (
		<GateFrame title={t("signin.title")}>
			<SignInForm />
			<p className={own.below}>
				{byPassword ? (
					<Button kind="quiet" onPress={() => setByPassword(false)}>
						{t("demo.byRole")}
					</Button>
				) : (
					<TextLink href="/forgot">{t("signin.forgot")}</TextLink>
				)}
			</p>
		</GateFrame>
	);
}
