import { useRef, useState } from "react";
import { useMe } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import styles from "./comments.module.css";
import { draftsOf } from "./drafts";

// Unsent shows what the person was writing about a project when the right to
// comment on it was taken away: it is theirs to copy, until they throw it away.
export function Unsent({ project }: { project: string }) {
	const t = useT();
	const me = useMe();
	const [drafts, setDrafts] = useState(() => draftsOf(me.id, project));
	if (drafts.length === 0) return null;
	const discard = (name: string) => {
		sessionStorage.removeItem(name);
		setDrafts(draftsOf(me.id, project));
	};
	return (
		<div className={styles.unsent}>
			<Banner tone="bad" title={t("project.comments.closed")}>
				{t("project.comments.closedText")}
			</Banner>
			{drafts.map((d) => (
				<Draft key={d.name} text={d.text} onDiscard={() => discard(d.name)} />
			))}
		</div>
	);
}

function Draft({ text, onDiscard }: { text: string; onDiscard: () => void }) {
	const t = useT();
	const box = useRef<HTMLTextAreaElement>(null);
	const copy = async () => {
		box.current?.select();
		try {
			await navigator.clipboard.writeText(text);
			announce(t("project.comments.copied"));
		} catch {
			// Without TLS the browser gives no clipboard: the text is selected, for its own key.
			announce(t("project.comments.copyByHand"));
		}
	};
	return (
		<div className={styles.editor}>
			<textarea
				ref={box}
				className={styles.box}
				rows={Math.min(8, text.split("\n").length + 1)}
				readOnly
				value={text}
				aria-label={t("project.comments.unsent")}
			/>
			<div className={styles.send}>
				<Button small onPress={onDiscard}>
					{t("project.comments.discard")}
				</Button>
				<Button small kind="primary" icon="copy" onPress={() => void copy()}>
					{t("action.copy")}
				</Button>
			</div>
		</div>
	);
}
