import { addressOfNotice, type Notice } from "../data/notices";
import { formatInstant } from "../format/day";
import { useLang } from "../i18n/use-lang";
import { Avatar } from "../ui/avatar";
import { IconButton } from "../ui/button";
import styles from "./notices.module.css";

type Props = { notice: Notice; onOpen: () => void; onRead: () => void };

// NoticeLine says who did what, on which project; it leads there.
export function NoticeLine({ notice: n, onOpen, onRead }: Props) {
	const { t, locale } = useLang();
	const name = n.actor?.name ?? t("project.history.vigie");
	const time = new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(new Date(n.at));
	return (
		<li className={styles.line} data-unread={!n.read || undefined}>
			<a
				data-line
				className={styles.link}
				href={addressOfNotice(n)}
				onClick={(e) => {
					if (e.metaKey || e.ctrlKey || e.shiftKey || e.button !== 0) return;
					e.preventDefault();
					onOpen();
				}}
			>
				<Avatar name={name} size={24} />
				<span className={styles.words}>
					<span className={styles.what}>
						{!n.read && <span className="visually-hidden">{t("notice.new")} </span>}
						{t(`notice.kind.${n.kind}`, { name })}
					</span>
					{n.text && <span className={styles.text}>{n.text}</span>}
					<span className={styles.below}>
						{n.project && <span className={styles.project}>{n.project.name}</span>}
						<time dateTime={n.at} title={formatInstant(n.at)}>
							{time}
						</time>
					</span>
				</span>
			</a>
			{!n.read && <IconButton small icon="check" label={t("notice.read")} onPress={onRead} />}
		</li>
	);
}
