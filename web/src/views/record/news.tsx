import type { Attribute } from "../../api/types";
import type { News } from "../../data/conversation";
import { formatAgo, formatInstant } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import styles from "./news.module.css";

type Props = { news: News; attributes: readonly Attribute[]; onHistory?: () => void; onSeen: () => void };

// NewsLine says what others changed since the person last looked.
export function NewsLine({ news, attributes, onHistory, onSeen }: Props) {
	const { t, lang } = useLang();
	if (!news.at || news.count === 0) return null;
	const list = new Intl.ListFormat(lang, { type: "conjunction" });
	const names = news.changed.flatMap((key) => {
		const a = attributes.find((x) => x.key === key);
		return a ? [pick(a.label, lang)] : [];
	});
	const more = names.length > 4 ? [...names.slice(0, 4), t("project.news.more", { count: names.length - 4 })] : names;
	const by = list.format(news.by.map((p) => p.name));
	return (
		<div className={styles.news} role="note">
			<Icon name="clock" />
			<p className={styles.words}>
				<span title={formatInstant(news.at)}>
					{t("project.news.since", { when: formatAgo(news.at, Date.now(), t), count: news.count })}
				</span>{" "}
				{by && t("project.news.by", { by })} {more.length > 0 && <strong>{list.format(more)}</strong>}
			</p>
			{onHistory && (
				<Button small kind="quiet" onPress={onHistory}>
					{t("project.news.show")}
				</Button>
			)}
			<IconButton small icon="check" label={t("project.news.seen")} onPress={onSeen} />
		</div>
	);
}
