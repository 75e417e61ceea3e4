import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useToday } from "../data/me";
import { addressOfNotice, type Notice, useNotices, useReadNotices } from "../data/notices";
import { byDay } from "../format/by-day";
import { formatDay } from "../format/day";
import { useT } from "../i18n/use-lang";
import { Button } from "../ui/button";
import { Drawer } from "../ui/drawer";
import { Segmented } from "../ui/segmented";
import { EmptyState, ErrorState, Skeleton } from "../ui/states";
import { tellError } from "../ui/toast-store";
import { NoticeLine } from "./notice-line";
import styles from "./notices.module.css";

// NoticePanel lists the notices day by day. Those not read come first: it opens
// on them as long as there are some.
export default function NoticePanel({ onClose }: { onClose: () => void }) {
	const t = useT();
	const navigate = useNavigate();
	const mark = useReadNotices();
	const [unread, setUnread] = useState(true);
	const read = useNotices(unread);
	const notices = useMemo(() => read.data?.pages.flatMap((p) => p.items) ?? [], [read.data]);
	const count = read.data?.pages[0]?.unread ?? 0;
	const open = (n: Notice) => {
		if (!n.read) mark.mutate({ ids: [n.id] });
		onClose();
		void navigate({ href: addressOfNotice(n) });
	};
	return (
		<Drawer title={t("notice.title")} isOpen onClose={onClose}>
			<div className={styles.tools}>
				<Segmented
					label={t("notice.which")}
					value={unread ? "unread" : "all"}
					onChange={(id) => setUnread(id === "unread")}
					options={[
						{ id: "unread", name: t("notice.unread", { count }) },
						{ id: "all", name: t("notice.all") },
					]}
				/>
				{count > 0 && (
					<Button
						small
						kind="quiet"
						icon="check"
						onPress={() => mark.mutate({ all: true }, { onError: (e) => tellError(e) })}
					>
						{t("notice.readAll")}
					</Button>
				)}
			</div>
			{read.error && !read.data && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
			{!read.error && !read.data && <Skeleton lines={6} />}
			{read.data && notices.length === 0 && (
				<EmptyState
					icon="bell"
					title={t(unread ? "notice.noneNew" : "notice.none")}
					action={unread && <Button onPress={() => setUnread(false)}>{t("notice.showAll")}</Button>}
				>
					{t("notice.noneText")}
				</EmptyState>
			)}
			<Days
				notices={notices}
				onOpen={open}
				onRead={(n) => mark.mutate({ ids: [n.id] }, { onError: (e) => tellError(e) })}
			/>
			{read.hasNextPage && (
				<Button wide onPress={() => void read.fetchNextPage()} isPending={read.isFetchingNextPage}>
					{t("notice.more")}
				</Button>
			)}
		</Drawer>
	);
}

type DaysProps = { notices: Notice[]; onOpen: (n: Notice) => void; onRead: (n: Notice) => void };

// Days shows the notices under their days; the arrows walk them all.
function Days({ notices, onOpen, onRead }: DaysProps) {
	const t = useT();
	const today = useToday();
	const days = byDay(notices, (n) => n.at);
	const walk = (e: KeyboardEvent<HTMLDivElement>) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
		if (!step) return;
		const lines = [...e.currentTarget.querySelectorAll<HTMLElement>("[data-line]")];
		const at = lines.indexOf(document.activeElement as HTMLElement);
		const next = lines[at < 0 ? 0 : at + step];
		if (!next) return;
		e.preventDefault();
		next.focus();
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: keys of the links inside
		<div onKeyDown={walk}>
			{days.map(({ day, items }) => (
				<section key={day} aria-labelledby={`day-${day}`}>
					<h3 id={`day-${day}`} className={styles.day}>
						{day === today ? t("period.today") : day === today - 1 ? t("period.yesterday") : formatDay(day, "long")}
					</h3>
					<ul>
						{items.map((n) => (
							<NoticeLine key={n.id} notice={n} onOpen={() => onOpen(n)} onRead={() => onRead(n)} />
						))}
					</ul>
				</section>
			))}
		</div>
	);
}
