import { useLang } from "../../i18n/use-lang";
import { EmptyState } from "../../ui/states";
import { Table } from "../../ui/table";
import type { Text } from "./vocabulary";
import styles from "./vocabulary.module.css";

type Props = { items: Text[]; total: number; find: string; open: string; onOpen: (key: string) => void };

// TextList is the texts of the interface that a search finds, as they are said now.
export function TextList({ items, total, find, open, onOpen }: Props) {
	const { t, lang } = useLang();
	if (items.length === 0) {
		return (
			<EmptyState icon="search" title={t(find ? "list.noneFound" : "vocabulary.noOwn")}>
				{find ? t("list.noneFoundText", { text: find }) : t("vocabulary.noOwnText")}
			</EmptyState>
		);
	}
	const cell = (text: Text, l: "en" | "fr") => {
		const said = l === "fr" ? text.said_fr : text.said_en;
		const own = text.own[l];
		return <span className={styles.text}>{own ? <strong>{said}</strong> : said}</span>;
	};
	const other = lang === "fr" ? "en" : "fr";
	return (
		<div className={styles.page}>
			<Table
				label={t("vocabulary.texts")}
				rows={items}
				keyOf={(text) => text.key}
				open={open}
				onOpen={(text) => onOpen(text.key)}
				columns={[
					{ id: lang, title: t(`vocabulary.in.${lang}`), cell: (text) => cell(text, lang) },
					{ id: other, title: t(`vocabulary.in.${other}`), cell: (text) => cell(text, other), wide: true },
					{
						id: "where",
						title: t("vocabulary.where"),
						wide: true,
						cell: (text) => t(text.server ? "vocabulary.server" : "vocabulary.browser"),
					},
				]}
			/>
			{total > items.length && <p className={styles.quiet}>{t("vocabulary.more", { shown: items.length, total })}</p>}
		</div>
	);
}
