import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useCommands } from "../commands/registry";
import { showKeys } from "../commands/shortcuts";
import { useUnread } from "../data/notices";
import { useT } from "../i18n/use-lang";
import { announce } from "../ui/announce";
import { Icon } from "../ui/icon";
import { Pressable } from "../ui/pressable";
import { Tooltip } from "../ui/tooltip";
import styles from "./notices.module.css";

const NoticePanel = lazy(() => import("./notice-panel"));

// NoticeBell says how many notices were not read, and opens them. The count is
// that of the server, which announces each new one.
export function NoticeBell() {
	const t = useT();
	const [open, setOpen] = useState(false);
	const unread = useUnread(1).data?.unread ?? 0;
	const label = t("notice.bell", { count: unread });
	useSaid(unread);
	useCommands([
		{ id: "notices", title: "notice.title", group: "go", icon: "bell", keys: "g n", run: () => setOpen(true) },
	]);
	return (
		<>
			<Tooltip text={label} keys={showKeys("g n")}>
				<Pressable className={styles.bell ?? ""} aria-label={label} onPress={() => setOpen(true)}>
					<Icon name="bell" />
					{unread > 0 && (
						<span className={styles.count} aria-hidden="true">
							{unread > 99 ? "99+" : unread}
						</span>
					)}
				</Pressable>
			</Tooltip>
			<Suspense>{open && <NoticePanel onClose={() => setOpen(false)} />}</Suspense>
		</>
	);
}

// useSaid says to screen readers that something new has come.
function useSaid(unread: number): void {
	const t = useT();
	const before = useRef(unread);
	useEffect(() => {
		if (unread > before.current && before.current > 0) announce(t("notice.bell", { count: unread }));
		before.current = unread;
	}, [unread, t]);
}
