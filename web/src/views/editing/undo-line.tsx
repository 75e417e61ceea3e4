import { useEffect, useState } from "react";
import { log } from "../../data/command-log";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import styles from "./undo-line.module.css";
import { type Said, setSayer } from "./undo-said";
import { useUndoing } from "./use-undoing";

// UndoLine says what was just undone or done again, wherever it was done, and
// offers the way back.
export function UndoLine() {
	const t = useT();
	const [said, setSaid] = useState<Said | null>(null);
	const { undo, redo } = useUndoing();
	useEffect(() => {
		setSayer(setSaid);
		return () => setSayer(null);
	}, []);
	useEffect(() => {
		if (!said) return;
		announce(said.text);
		const timer = setTimeout(() => setSaid((now) => (now === said ? null : now)), 7000);
		return () => clearTimeout(timer);
	}, [said]);
	if (!said) return null;
	return (
		<section className={styles.line} aria-label={t("portfolio.undo.title")}>
			<Icon name={said.tone === "refused" ? "info" : "check"} />
			<span className={styles.text}>{said.text}</span>
			{said.way === "undo" && log.canUndo && (
				<Button small onPress={undo}>
					{t("portfolio.undo.title")}
				</Button>
			)}
			{said.way === "redo" && log.canRedo && (
				<Button small onPress={redo}>
					{t("portfolio.undo.redo")}
				</Button>
			)}
		</section>
	);
}
