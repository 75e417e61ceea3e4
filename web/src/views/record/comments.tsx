import { useState } from "react";
import { api } from "../../api/client";
import { type Comment, commentAt, useCommenting, useComments, useWriting } from "../../data/conversation";
import { useMe } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { ErrorState, Skeleton } from "../../ui/states";
import { CommentEditor } from "./comment-editor";
import { Said } from "./comment-said";
import styles from "./comments.module.css";
import { draftName, hasDraft } from "./drafts";
import { Unsent } from "./unsent";

type Props = { project: string; readOnly?: boolean; short?: boolean };

// Comments is what people say about a project: threads, the latest first, each
// with its answers.
export function Comments({ project, readOnly, short }: Props) {
	const t = useT();
	const me = useMe();
	const read = useComments(project, short ? 3 : 30);
	const add = useWriting(project, (body) => api.post<Comment>(`/projects/${project}/comments`, { body }));
	const [settled, setSettled] = useState(false);
	if (read.error && !read.data) {
		return (
			<>
				<Unsent project={project} />
				<ErrorState error={read.error} onRetry={() => void read.refetch()} />
			</>
		);
	}
	if (!read.data) return <Skeleton lines={3} />;
	const all = read.data.pages.flatMap((p) => p.items);
	const open = !readOnly && read.data.pages[0]?.open === true;
	// A thread that someone else settles stays while one is answering in it.
	const isShown = (c: Comment) => settled || !c.resolved || hasDraft(draftName(me.id, project, c.id));
	const shown = all.filter(isShown);
	const hidden = all.length - shown.length;
	return (
		<div className={styles.comments}>
			{!open && !readOnly && <Unsent project={project} />}
			{open && (
				<CommentEditor
					project={project}
					label={t("project.comments.write")}
					action={t("project.comments.send")}
					draft={draftName(me.id, project)}
					small={short}
					onSend={(w) => add.mutateAsync(w)}
				/>
			)}
			{all.length === 0 && (
				<p className={styles.none}>{t(open ? "project.comments.none" : "project.comments.silent")}</p>
			)}
			<ol className={styles.threads}>
				{shown.map((c) => (
					<Thread key={c.id} project={project} comment={c} open={open} />
				))}
			</ol>
			{hidden > 0 && (
				<p data-no-print>
					<Button small kind="quiet" onPress={() => setSettled(true)}>
						{t("project.comments.settled", { count: hidden })}
					</Button>
				</p>
			)}
			{read.hasNextPage && !short && (
				<Button wide onPress={() => void read.fetchNextPage()} isPending={read.isFetchingNextPage}>
					{t("project.comments.more")}
				</Button>
			)}
		</div>
	);
}

function Thread({ project, comment, open }: { project: string; comment: Comment; open: boolean }) {
	const t = useT();
	const draft = draftName(useMe().id, project, comment.id);
	const [answering, setAnswering] = useState(() => hasDraft(draft));
	const answer = useWriting(project, (body) =>
		api.post<Comment>(`/projects/${project}/comments`, { body, parent: comment.id }),
	);
	const settle = useCommenting(project, (resolved: boolean) =>
		api.post<Comment>(`${commentAt(project, comment.id)}/resolve`, { resolved }),
	);
	const answers = comment.answers ?? [];
	return (
		<li className={styles.thread} data-settled={comment.resolved ? true : undefined}>
			<Said project={project} comment={comment} open={open} onSettle={open ? (v) => settle.mutate(v) : undefined} />
			{answers.length > 0 && (
				<ol className={styles.answers}>
					{answers.map((a) => (
						<li key={a.id}>
							<Said project={project} comment={a} open={open} />
						</li>
					))}
				</ol>
			)}
			{open && (!comment.resolved || answering) && (
				<div className={styles.answer}>
					{answering ? (
						<CommentEditor
							project={project}
							label={t("project.comments.answer")}
							action={t("project.comments.answer")}
							draft={draft}
							autoFocus={!hasDraft(draft)}
							small
							onSend={(w) => answer.mutateAsync(w).then(() => setAnswering(false))}
							onCancel={() => setAnswering(false)}
						/>
					) : (
						!comment.deleted && (
							<Button small kind="quiet" onPress={() => setAnswering(true)}>
								{t("project.comments.answer")}
							</Button>
						)
					)}
				</div>
			)}
		</li>
	);
}
