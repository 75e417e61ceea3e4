import { useState } from "react";
import { send } from "../../api/client";
import { useSomeone } from "../../data/me";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/text-field";
import { tellError } from "../../ui/toast-store";
import styles from "./reason.module.css";

const longest = 500;

// Reason is where one may say why; it takes no room until it is asked for.
export function Reason({ onChange }: { onChange: (text: string) => void }) {
	const { t } = useLang();
	const [text, setText] = useState<string | null>(null);
	if (text === null) {
		return (
			<span>
				<Button small kind="quiet" icon="plus" onPress={() => setText("")}>
					{t("reason.add")}
				</Button>
			</span>
		);
	}
	const change = (next: string) => {
		setText(next);
		onChange(next.trim());
	};
	return <TextField label={t("reason.label")} value={text} onChange={change} maxLength={longest} autoFocus />;
}

type GivenProps = {
	// change: its number
	change: number;
	note: string | undefined;
	// actor: who made the change; only they can say why
	actor: string | undefined;
	onGiven: () => void;
};

// Given shows the reason of a change, and lets who made it say one afterwards.
export function Given({ change, note, actor, onGiven }: GivenProps) {
	const { t } = useLang();
	const me = useSomeone();
	const [text, setText] = useState<string | null>(null);
	const mine = me !== null && me.id === actor;
	const save = async () => {
		try {
			await send("PUT", `/changes/${change}/reason`, { body: { why: text?.trim() ?? "" } });
			setText(null);
			onGiven();
		} catch (error) {
			tellError(error);
		}
	};
	if (text !== null) {
		return (
			<form
				className={styles.form}
				onSubmit={(e) => {
					e.preventDefault();
					void save();
				}}
				onKeyDown={(e) => {
					if (e.key !== "Escape") return;
					e.stopPropagation();
					setText(null);
				}}
			>
				<TextField label={t("reason.label")} value={text} onChange={setText} maxLength={longest} autoFocus />
				<div className={styles.acts}>
					<Button small kind="primary" type="submit">
						{t("action.save")}
					</Button>
					<Button small onPress={() => setText(null)}>
						{t("action.cancel")}
					</Button>
				</div>
			</form>
		);
	}
	return (
		<div className={styles.given}>
			{note && <p className={styles.note}>{note}</p>}
			{mine && (
				<Button small kind="quiet" icon={note ? "edit" : "plus"} onPress={() => setText(note ?? "")}>
					{t(note ? "reason.change" : "reason.add")}
				</Button>
			)}
		</div>
	);
}
