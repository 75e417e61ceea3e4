import { useState } from "react";
import { api } from "../../api/client";
import { formatMonth, monthFromISO } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { tellError } from "../../ui/toast-store";
import { useRemind, useTurn } from "./queries";
import styles from "./round.module.css";
import type { Round } from "./types";

// Run is what whoever runs a round can do with it: remind, lock, reopen.
export function Run({ round: r }: { round: Round }) {
	const { t } = useLang();
	const [locking, setLocking] = useState(false);
	const remind = useRemind(r.id);
	const turn = useTurn(r.id, (what: "lock" | "reopen", now) =>
		api.post<Round>(`/rounds/${now.id}/${what}`, undefined, { version: now.version }),
	);
	const missing = r.asked - r.answered;
	const month = formatMonth(monthFromISO(r.month), "month-long");
	const say = (error: unknown) => tellError(error);
	return (
		<>
			{remind.data && (
				<span role="status" className={styles.said}>
					{t("round.remindedNow", { count: remind.data.people })}
				</span>
			)}
			{r.can_run && r.state === "open" && missing > 0 && (
				<Button icon="bell" onPress={() => remind.mutate(undefined, { onError: say })} isPending={remind.isPending}>
					{t("round.remind")}
				</Button>
			)}
			{r.can_run && r.state === "open" && (
				<Button icon="lock" kind={missing === 0 ? "primary" : "plain"} onPress={() => setLocking(true)}>
					{t("round.lock")}
				</Button>
			)}
			{r.can_reopen && r.state === "locked" && (
				<Button onPress={() => turn.mutate("reopen", { onError: say })} isPending={turn.isPending}>
					{t("round.reopen")}
				</Button>
			)}
			{locking && (
				<Dialog
					title={t("round.lockTitle", { month })}
					isOpen
					onClose={() => setLocking(false)}
					actions={
						<>
							<Button onPress={() => setLocking(false)}>{t("action.cancel")}</Button>
							<Button
								kind="primary"
								isPending={turn.isPending}
								onPress={() => turn.mutate("lock", { onSuccess: () => setLocking(false) })}
							>
								{t("round.lock")}
							</Button>
						</>
					}
				>
					<FormError error={turn.error} />
					<p>{t("round.lockText", { count: r.asked })}</p>
					{missing > 0 && <p>{t("round.lockMissing", { count: missing })}</p>}
				</Dialog>
			)}
		</>
	);
}
