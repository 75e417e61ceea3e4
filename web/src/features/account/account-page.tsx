import { useMe } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { PageFrame } from "../../ui/page";
import { Delegations } from "../rights/delegations";
import { Password } from "./password";
import { Preferences } from "./preferences";
import { Profile } from "./profile";
import { SecondFactor } from "./second-factor";
import { Sessions } from "./sessions";
import { Tokens } from "./tokens";

export default function AccountPage() {
	const t = useT();
	const me = useMe();
	return (
		<PageFrame title={t("account.title")} lead={`${me.login} · ${me.email}`} reading>
			<Profile />
			<Preferences />
			<Password />
			<SecondFactor />
			<Delegations />
			<Sessions />
			<Tokens />
		</PageFrame>
	);
}
