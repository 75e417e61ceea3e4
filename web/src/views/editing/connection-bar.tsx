import { useState } from "react";
import { signInAgain } from "../../api/client";
import { setConnection, useConnection } from "../../data/connection";
import { edits } from "../../data/projects";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { later } from "../../ui/later";
import { Popover } from "../../ui/popover";
import styles from "./connection-bar.module.css";
import { useUnsavedCount } from "./use-unsaved-count";

const UnsavedList = later(() => import("./unsaved-list").then((m) => m.UnsavedList));

// ConnectionBar lies over the whole screen while the server cannot be reached,
// the session has ended or a newer version is there, and says what is not saved.
export function ConnectionBar() {
	const { t } = useLang();
	const { state, newer } = useConnection();
	const count = useUnsavedCount();
	const [later, setLater] = useState(false);
	if (state === "lost") {
		return (
			<div className={styles.bar} role="status">
				<Icon name="offline" />
				<strong>{t("connection.lost")}</strong>
				<span>{t("connection.lostKept", { count })}</span>
				<Waiting count={count} />
				<Button small kind="quiet" onPress={() => edits.wake()}>
					{t("action.retry")}
				</Button>
			</div>
		);
	}
	if (state === "ended") {
		const signIn = async () => {
			if (!(await signInAgain())) return;
			setConnection({ state: "live" });
			edits.wake();
		};
		return (
			<div className={styles.bar} role="status">
				<Icon name="lock" />
				<strong>{t("connection.ended")}</strong>
				<span>{t("connection.endedKept", { count })}</span>
				<Waiting count={count} />
				<Button small kind="primary" onPress={() => void signIn()}>
					{t("connection.signIn")}
				</Button>
			</div>
		);
	}
	if (newer && !later) {
		return (
			<div className={styles.bar} data-quiet role="status">
				<Icon name="info" />
				<span>{t("connection.newer")}</span>
				<Button small onPress={() => location.reload()}>
					{t("action.reload")}
				</Button>
				<Button small kind="quiet" onPress={() => setLater(true)}>
					{t("connection.later")}
				</Button>
			</div>
		);
	}
	return null;
}

function Waiting({ count }: { count: number }) {
	const { t } = useLang();
	if (!count) return null;
	return (
		<Popover
			label={t("connection.list")}
			trigger={
				<Button small kind="quiet">
					{t("connection.show")}
				</Button>
			}
		>
			{() => <UnsavedList />}
		</Popover>
	);
}
