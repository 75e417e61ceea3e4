import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { EmptyState } from "../../ui/states";
import { Table } from "../../ui/table";
import { SettingsHistory } from "./settings-history";
import { isRenamed, nounOf, shippedOf, type Term, type Vocabulary } from "./vocabulary";
import styles from "./vocabulary.module.css";

type Props = {
	vocabulary: Vocabulary;
	// terms: those that are found, in their order
	terms: Term[];
	find: string;
	open: string;
	onOpen: (key: string) => void;
	onBack: (to: number) => Promise<boolean>;
};

// TermList is the terms in both languages, as shipped and as the organisation says them:
// those that are renamed first, then room by room, with the versions of the vocabulary below.
export function TermList({ vocabulary, terms, find, open, onOpen, onBack }: Props) {
	const { t, lang } = useLang();
	const other = lang === "fr" ? "en" : "fr";
	const own = (term: Term, l: "en" | "fr") => {
		const changed = l === "fr" ? term.fr : term.en;
		return changed ? <strong>{changed.one}</strong> : <span className={styles.quiet}>{nounOf(term, l).one}</span>;
	};
	if (terms.length === 0) {
		return (
			<EmptyState icon="search" title={t("list.noneFound")}>
				{t("list.noneFoundText", { text: find })}
			</EmptyState>
		);
	}
	return (
		<div className={styles.page}>
			<Table
				label={t("vocabulary.terms")}
				rows={terms}
				groupOf={(term) => t(isRenamed(term) ? "vocabulary.renamed" : `vocabulary.room.${term.room}`)}
				keyOf={(term) => term.key}
				open={open}
				onOpen={(term) => onOpen(term.key)}
				columns={[
					{ id: "term", title: t("vocabulary.term"), cell: (term) => shippedOf(term, lang).one },
					{ id: "own", title: t(`vocabulary.in.${lang}`), cell: (term) => own(term, lang) },
					{ id: "other", title: t(`vocabulary.in.${other}`), cell: (term) => own(term, other), wide: true },
					{ id: "texts", title: t("vocabulary.used"), cell: (term) => term.texts, number: true },
				]}
			/>
			<p className={styles.quiet}>{t("vocabulary.others")}</p>
			{vocabulary.can_edit && (
				<SettingsHistory
					version={vocabulary.version}
					path="/vocabulary/history"
					keep={keys.vocabulary}
					builtIn={t("vocabulary.builtIn")}
					restore={t("vocabulary.restore")}
					onBack={onBack}
				/>
			)}
		</div>
	);
}
