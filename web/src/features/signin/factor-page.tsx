import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { send } from "../../api/client";
import type { Me } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { tellError } from "../../ui/toast-store";
import { Enrol } from "../../views/factor/enrol";
import { RecoveryCodes } from "../../views/factor/recovery-codes";
import { GateFrame } from "./gate-frame";
import own from "./sign-in.module.css";

// FactorPage is all that somebody sees whose role requires a second factor,
// until it is set up.
export default function FactorPage({ me }: { me: Me }) {
	const t = useT();
	const queries = useQueryClient();
	const [codes, setCodes] = useState<string[] | null>(null);
	const goOn = async () => {
		try {
			queries.setQueryData(keys.me, await send<Me>("GET", "/me", { quiet: true }));
		} catch (error) {
			tellError(error);
		}
	};
	const leave = async () => {
		try {
			await send("DELETE", "/session", { quiet: true });
			location.assign("/");
		} catch (error) {
			tellError(error);
		}
	};
	if (codes) {
		return (
			<GateFrame title={t("factor.onTitle")} wide>
				<RecoveryCodes codes={codes} login={me.login} onDone={() => void goOn()} />
			</GateFrame>
		);
	}
	return (
		<GateFrame title={t("factor.requiredTitle")} lead={t("factor.requiredText")} wide>
			<Enrol onDone={setCodes} />
			<p className={own.below}>
				<Button kind="quiet" onPress={() => void leave()}>
					{t("account.signOut")}
				</Button>
			</p>
		</GateFrame>
	);
}
