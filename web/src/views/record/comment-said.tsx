import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, send } from "../../api/client";
import type { List } from "../../api/types";
import { log } from "../../data/command-log";
import { type Comment, commentAt, useCommenting, useWriting } from "../../data/conversation";
import { useMe } from "../../data/me";
import { keys } from "../../data/query-keys";
import { formatAgo, formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { Button, IconButton } from "../../ui/button";
import { Markdown } from "../../ui/markdown";
import { Menu, type MenuEntry } from "../../ui/menu";
import { Popover } from "../../ui/popover";
import { Badge } from "../../ui/tag";
import { tellError } from "../../ui/toast-store";
import { sayDone } from "../editing/undo-said";
import { CommentEditor } from "./comment-editor";
import styles from "./comments.module.css";
import { draftName } from "./drafts";

type Props = { project: string; comment: Comment; open: boolean; onSettle?: (settled: boolean) => void };

// Said is one comment: who, when, what; its author changes it or takes it back.
export function Said({ project, comment, open, onSettle }: Props) {
	const t = useT();
	const me = useMe();
	const place = useRef<HTMLElement>(null);
	const [editing, setEditing] = useState(false);
	const anchor = `comment-${comment.id}`;
	useEffect(() => {
		if (location.hash === `#${anchor}`) place.current?.scrollIntoView({ block: "center" });
	}, [anchor]);
	const path = commentAt(project, comment.id);
	const edit = useWriting(project, (body) =>
		send<Comment>("PATCH", path, { body: { body }, version: comment.version }),
	);
	const act = useCommenting(project, (task: () => Promise<unknown>) => task());
	const turn = (task: () => Promise<unknown>) => async () => {
		try {
			await act.mutateAsync(task);
			return true;
		} catch (error) {
			tellError(error);
			return false;
		}
	};
	const takeBack = async () => {
		const gone = turn(() => api.remove(path));
		if (!(await gone())) return;
		const what = t("project.comments.takenBack");
		log.add({ what, undo: turn(() => api.post(`${path}/restore`)), redo: gone });
		sayDone({ text: what, way: "undo" });
	};
	const name = comment.author?.name ?? t("project.history.vigie");
	const entries: MenuEntry[] = [];
	if (comment.mine && open) {
		entries.push({ id: "edit", name: t("project.comments.edit"), icon: "edit", run: () => setEditing(true) });
		entries.push({
			id: "take",
			name: t("project.comments.takeBack"),
			icon: "trash",
			danger: true,
			run: () => void takeBack(),
		});
	}
	if (comment.deleted) return <p className={styles.gone}>{t("project.comments.gone")}</p>;
	return (
		<article className={styles.said} id={anchor} ref={place} aria-label={t("project.comments.by", { name })}>
			<Avatar name={name} size={24} />
			<div className={styles.body}>
				<header className={styles.who}>
					<strong>{name}</strong>
					<time dateTime={comment.created} title={formatInstant(comment.created)}>
						{formatAgo(comment.created, Date.now(), t)}
					</time>
					{comment.edited && <Versions path={path} edited={comment.edited} />}
					{comment.resolved && (
						<Badge tone="good" icon="check">
							{t("project.comments.settledBy", { name: comment.resolved_by?.name ?? "" })}
						</Badge>
					)}
					<span className={styles.tools}>
						{onSettle && (
							<IconButton
								small
								icon={comment.resolved ? "history" : "check"}
								label={t(comment.resolved ? "project.comments.reopen" : "project.comments.settle")}
								onPress={() => onSettle(!comment.resolved)}
							/>
						)}
						{entries.length > 0 && (
							<Menu label={t("project.comments.own")} groups={[{ id: "own", entries }]}>
								<IconButton small icon="more" label={t("project.comments.own")} />
							</Menu>
						)}
					</span>
				</header>
				{editing ? (
					<CommentEditor
						project={project}
						label={t("project.comments.edit")}
						action={t("action.save")}
						draft={draftName(me.id, project, `${comment.id}.edit`)}
						start={comment.body}
						autoFocus
						onSend={(w) => edit.mutateAsync(w).then(() => setEditing(false))}
						onCancel={() => setEditing(false)}
					/>
				) : (
					<Markdown text={comment.body} me={me.id} />
				)}
			</div>
		</article>
	);
}

type Version = { body: string; deleted: boolean; at: string };

// Versions shows what a comment said before it was changed.
function Versions({ path, edited }: { path: string; edited: string }) {
	const t = useT();
	return (
		<Popover
			label={t("project.comments.versions")}
			trigger={
				<Button small kind="quiet">
					<span className={styles.edited} title={formatInstant(edited)}>
						{t("project.comments.edited")}
					</span>
				</Button>
			}
		>
			{() => <VersionList path={path} />}
		</Popover>
	);
}

function VersionList({ path }: { path: string }) {
	const t = useT();
	const read = useQuery({
		queryKey: [...keys.projects, path, "versions"],
		queryFn: () => api.get<List<Version>>(`${path}/versions`).then((l) => l.items),
		retry: false,
	});
	if (read.error) return <p className={styles.none}>{t("project.comments.noVersions")}</p>;
	return (
		<ol className={styles.versions}>
			{read.data?.map((v) => (
				<li key={v.at + v.body}>
					<time dateTime={v.at}>{formatInstant(v.at)}</time>
					<Markdown text={v.body} />
				</li>
			))}
		</ol>
	);
}
