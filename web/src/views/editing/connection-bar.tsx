import { useEffect, useReducer, useState } from "react";
import { signInAgain } from "../../api/client";
import { useAttributes } from "../../data/catalogue";
import { setConnection, useConnection } from "../../data/connection";
import { edits } from "../../data/projects";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Popover } from "../../ui/popover";
import { words } from "../words";
import styles from "./connection-bar.module.css";

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

// UnsavedList are the changes the server has not taken, each with its project,
// its value and how it stands.
export function UnsavedList() {
	const { t, lang } = useLang();
	useUnsavedCount();
	const attributes = useAttributes().data ?? [];
	const context = useFieldContext();
	return (
		<ul className={styles.list}>
			{edits.list().map((cell) => {
				const attribute = attributes.find((a) => a.key === cell.key);
				const said = cell.typed ?? ((attribute && words(cell.value, attribute, context)) || t("editing.empty"));
				return (
					<li key={`${cell.id} ${cell.key}`}>
						<span className={styles.where}>
							{cell.name} · {attribute ? pick(attribute.label, lang) : cell.key}
						</span>
						<strong>{said}</strong>
						<span className={styles.state}>{t(`connection.state.${cell.state}`)}</span>
					</li>
				);
			})}
		</ul>
	);
}

function useUnsavedCount(): number {
	const [, look] = useReducer((n: number) => n + 1, 0);
	useEffect(() => {
		let planned = false;
		return edits.subscribe(() => {
			if (planned) return;
			planned = true;
			queueMicrotask(() => {
				planned = false;
				look();
			});
		});
	}, []);
	return edits.unsaved;
}
