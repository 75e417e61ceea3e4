import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { send } from "../../api/client";
import { useT } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { tellError } from "../../ui/toast-store";
import styles from "./composer.module.css";
import { useNotes } from "./queries";
import type { At, Review } from "./types";

const pause = 700;

// Notes are what a person writes down for nobody else, page by page. They are kept
// while one types.
export function Notes({ review: r, at, name, onClose }: { review: Review; at: At; name: string; onClose: () => void }) {
	const t = useT();
	const queries = useQueryClient();
	const notes = useNotes(r.id);
	const project = r.items.some((i) => i.project.id === at) ? at : "";
	const [text, setText] = useState<string | null>(null);
	const kept = notes.data?.get(project) ?? "";
	const pending = useRef<{ timer: number; save: () => void } | null>(null);
	const change = (body: string) => {
		setText(body);
		if (pending.current) clearTimeout(pending.current.timer);
		const save = () => {
			pending.current = null;
			queries.setQueryData(["review-notes", r.id], (was: Map<string, string> | undefined) =>
				new Map(was).set(project, body),
			);
			send<void>("PUT", `/reviews/${r.id}/notes`, { body: { project, body } }).catch(tellError);
		};
		pending.current = { timer: window.setTimeout(save, pause), save };
	};
	useEffect(
		() => () => {
			if (!pending.current) return;
			clearTimeout(pending.current.timer);
			pending.current.save();
		},
		[],
	);
	return (
		<aside className={styles.notes} aria-label={t("review.notes")}>
			<header className={styles.head}>
				<h2 className={styles.title}>
					{t("review.notes")}
					<span className={styles.of}>{name}</span>
				</h2>
				<IconButton icon="close" label={t("action.close")} onPress={onClose} />
			</header>
			<p className={styles.private}>{t("review.private")}</p>
			{notes.data && (
				<textarea
					className={styles.area}
					aria-label={t("review.notes")}
					value={text ?? kept}
					onChange={(e) => change(e.target.value)}
					autoFocus
				/>
			)}
		</aside>
	);
}
