import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { DropZone, isFileDropItem } from "react-aria-components";
import { addressOf, api } from "../../api/client";
import { log } from "../../data/command-log";
import { type Attachment, filesKey, useFiles } from "../../data/conversation";
import { formatAgo, formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FileButton } from "../../ui/file-button";
import { Icon } from "../../ui/icon";
import { Progress } from "../../ui/progress";
import { ErrorState, Skeleton } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { tellError } from "../../ui/toast-store";
import { sayDone } from "../editing/undo-said";
import styles from "./attachments.module.css";
import { attach, weight } from "./upload";

type Props = { project: string; readOnly?: boolean; short?: boolean };
type Sending = { key: number; name: string; share: number; problem?: string };

// Attachments are the files of a project. They are dropped here, chosen, or, as a
// picture is, pasted anywhere on the page.
export function Attachments({ project, readOnly, short }: Props) {
	const t = useT();
	const read = useFiles(project);
	const { sending, send, dismiss } = useSending(project);
	const open = !readOnly && read.data?.open === true;
	usePastedPictures(open && !short, send);
	if (read.error && !read.data) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
	if (!read.data) return <Skeleton lines={2} />;
	const items = short ? read.data.items.slice(0, 4) : read.data.items;
	const list = (
		<>
			<ul className={styles.files}>
				{items.map((f) => (
					<File key={f.id} project={project} file={f} open={open} />
				))}
			</ul>
			{sending.map((s) => (
				<div key={s.key} className={styles.sending}>
					{s.problem ? (
						<p role="alert" className={styles.problem}>
							<Icon name="error" size={14} /> <strong>{s.name}</strong> {s.problem}
							<IconButton small icon="close" label={t("action.close")} onPress={() => dismiss(s.key)} />
						</p>
					) : (
						<Progress label={s.name} value={s.share < 1 ? s.share * 100 : undefined} />
					)}
				</div>
			))}
		</>
	);
	if (!open) {
		return items.length ? list : <p className={styles.none}>{t("project.files.none")}</p>;
	}
	return (
		<DropZone
			className={styles.zone ?? ""}
			aria-label={t("project.files.drop")}
			onDrop={(e) => {
				for (const item of e.items.filter(isFileDropItem)) void item.getFile().then((f) => send([f]));
			}}
		>
			{list}
			<div className={styles.add}>
				<FileButton many small icon="upload" onFiles={send}>
					{t("project.files.add")}
				</FileButton>
				<span className={styles.hint}>{t("project.files.hint", { size: weight(read.data.largest) })}</span>
			</div>
		</DropZone>
	);
}

// useSending sends files one after the other, and says how far each is.
function useSending(project: string) {
	const queries = useQueryClient();
	const [sending, setSending] = useState<Sending[]>([]);
	const next = useRef(0);
	const end = useRef(new AbortController());
	useEffect(() => {
		end.current = new AbortController();
		return () => end.current.abort();
	}, []);
	const change = (key: number, part: Partial<Sending>) =>
		setSending((all) => all.map((s) => (s.key === key ? { ...s, ...part } : s)));
	const dismiss = (key: number) => setSending((all) => all.filter((s) => s.key !== key));
	const send = async (files: File[]) => {
		const added = files.map((f) => ({ key: next.current++, name: f.name, share: 0, file: f }));
		setSending((all) => [...all, ...added.map(({ file: _f, ...s }) => s)]);
		for (const { key, file } of added) {
			try {
				await attach(project, file, (share) => change(key, { share }), end.current.signal);
				await queries.invalidateQueries({ queryKey: filesKey(project) });
				dismiss(key);
			} catch (error) {
				if (end.current.signal.aborted) return;
				change(key, { problem: error instanceof Error ? error.message : String(error) });
			}
		}
	};
	return { sending, send: (files: File[]) => void send(files), dismiss };
}

// usePastedPictures takes a picture that is pasted anywhere but in a text.
function usePastedPictures(on: boolean, send: (files: File[]) => void) {
	const latest = useRef(send);
	latest.current = send;
	useEffect(() => {
		if (!on) return;
		const onPaste = (e: ClipboardEvent) => {
			const files = [...(e.clipboardData?.files ?? [])];
			if (files.length === 0 || e.clipboardData?.getData("text/plain")) return;
			e.preventDefault();
			latest.current(files);
		};
		document.addEventListener("paste", onPaste);
		return () => document.removeEventListener("paste", onPaste);
	}, [on]);
}

function File({ project, file, open }: { project: string; file: Attachment; open: boolean }) {
	const t = useT();
	const queries = useQueryClient();
	const [large, setLarge] = useState(false);
	const path = `/projects/${project}/files/${file.id}`;
	const turn = (task: () => Promise<unknown>) => async () => {
		try {
			await task();
			await queries.invalidateQueries({ queryKey: filesKey(project) });
			return true;
		} catch (error) {
			tellError(error);
			return false;
		}
	};
	const remove = async () => {
		const gone = turn(() => api.remove(path));
		if (!(await gone())) return;
		const what = t("project.files.removed", { name: file.name });
		log.add({ what, undo: turn(() => api.post(`${path}/restore`)), redo: gone });
		sayDone({ text: what, way: "undo" });
	};
	const given = file.scan === "none" || file.scan === "clean";
	return (
		<li className={styles.file}>
			{file.preview ? (
				<button
					type="button"
					className={styles.picture}
					aria-label={t("project.files.look", { name: file.name })}
					onClick={() => setLarge(true)}
				>
					<img src={addressOf(`${path}/preview`)} alt="" loading="lazy" />
				</button>
			) : (
				<span className={styles.picture} aria-hidden="true">
					<span className={styles.ending}>{endingOf(file.name)}</span>
				</span>
			)}
			<div className={styles.words}>
				{given ? (
					<a className={styles.name} href={addressOf(path)} download={file.name}>
						{file.name}
					</a>
				) : (
					<span className={styles.name}>{file.name}</span>
				)}
				<span className={styles.about}>
					<span>{weight(file.size)}</span>
					<span>{file.by?.name ?? t("project.history.vigie")}</span>
					<time dateTime={file.created} title={formatInstant(file.created)}>
						{formatAgo(file.created, Date.now(), t)}
					</time>
					{file.scan === "waiting" && <Badge icon="clock">{t("project.files.waiting")}</Badge>}
					{file.scan === "infected" && (
						<Badge tone="bad" icon="warning">
							{t("project.files.infected")}
						</Badge>
					)}
				</span>
			</div>
			{open && file.mine && (
				<span className={styles.tools}>
					<IconButton
						small
						icon="trash"
						label={t("project.files.remove", { name: file.name })}
						onPress={() => void remove()}
					/>
				</span>
			)}
			{file.preview && (
				<Dialog title={file.name} isOpen={large} onClose={() => setLarge(false)} wide>
					<img className={styles.large} src={addressOf(`${path}/preview`)} alt={file.name} />
				</Dialog>
			)}
		</li>
	);
}

function endingOf(name: string): string {
	const at = name.lastIndexOf(".");
	return at > 0 && name.length - at <= 6 ? name.slice(at + 1).toUpperCase() : "…";
}
