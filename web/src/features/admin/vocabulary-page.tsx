import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { log } from "../../data/command-log";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { Segmented } from "../../ui/segmented";
import { Loaded } from "../../ui/states";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import { AdminFrame } from "./admin-frame";
import { TermList } from "./term-list";
import { TermPanel } from "./term-panel";
import { TextList } from "./text-list";
import { TextPanel } from "./text-panel";
import { neighbours, useOpen } from "./use-open";
import { type Change, listed, readVocabulary, type Text, type Vocabulary } from "./vocabulary";

// VocabularyPage is what the organisation calls the things of the interface, and the
// texts that it words otherwise. What is published holds at once, on every screen.
export default function VocabularyPage() {
	const { t } = useLang();
	const [of, setOf] = useParam("of");
	const [q, setQ] = useParam("q");
	const texts = of === "texts" || of === "own";
	const { open, panel, show, saved, close } = useOpen();
	const queries = useQueryClient();
	const vocabulary = useQuery({ queryKey: keys.vocabulary, queryFn: readVocabulary });
	const found = useQuery({
		queryKey: [...keys.vocabulary, "texts", of, q],
		queryFn: ({ signal }) =>
			api.get<{ items: Text[]; total: number }>(
				`/vocabulary/texts?${new URLSearchParams({ find: q, ...(of === "own" ? { own: "true" } : {}) })}`,
				{},
				signal,
			),
		enabled: texts,
		placeholderData: (before) => before,
	});
	const read = async () => {
		await queries.invalidateQueries({ queryKey: keys.vocabulary });
		await queries.invalidateQueries({ queryKey: keys.me });
	};
	// turn keeps a version again, over the one that holds now.
	const turn = async (to: number) => {
		const now = await readVocabulary();
		const done = await api.post("/vocabulary/revert", { to }, { version: now.version }).then(
			() => true,
			() => false,
		);
		await read();
		return done;
	};
	const publish = async (change: Change, stored: Vocabulary) => {
		const now = await api.patch<Vocabulary>("/vocabulary", change, stored.version);
		log.add({
			what: t("vocabulary.title"),
			undo: () => turn(stored.version),
			redo: () => turn(now?.version ?? stored.version + 1),
		});
		await read();
		saved(open);
	};
	const switchTo = (id: string) => {
		close();
		setQ(null);
		setOf(id === "terms" ? null : id);
	};
	const stored = vocabulary.data;
	const terms = stored ? listed(stored.terms, q) : [];
	const term = !texts ? stored?.terms.find((one) => one.key === open) : undefined;
	const text = texts ? found.data?.items.find((one) => one.key === open) : undefined;
	return (
		<AdminFrame
			title={t("vocabulary.title")}
			lead={t("vocabulary.lead")}
			tools={
				<>
					<Segmented
						label={t("vocabulary.of")}
						value={texts ? of : "terms"}
						onChange={switchTo}
						options={[
							{ id: "terms", name: t("vocabulary.terms") },
							{ id: "texts", name: t("vocabulary.texts") },
							{ id: "own", name: t("vocabulary.own", { count: stored?.texts ?? 0 }) },
						]}
					/>
					<SearchField
						label={t(texts ? "vocabulary.find" : "vocabulary.findTerm")}
						value={q}
						onChange={(v) => setQ(v, { replace: true })}
					/>
				</>
			}
			panel={
				(term && stored && (
					<TermPanel
						key={panel}
						term={term}
						stored={stored}
						onPublish={publish}
						onClose={close}
						{...neighbours(
							terms.map((one) => one.key),
							open,
							show,
						)}
					/>
				)) ||
				(text && stored && (
					<TextPanel
						key={panel}
						text={text}
						stored={stored}
						onPublish={publish}
						onClose={close}
						{...neighbours(
							(found.data?.items ?? []).map((one) => one.key),
							open,
							show,
						)}
					/>
				))
			}
		>
			{texts ? (
				<Loaded query={found}>
					{({ items, total }) => <TextList items={items} total={total} find={q} open={open} onOpen={show} />}
				</Loaded>
			) : (
				<Loaded query={vocabulary}>
					{(v) => <TermList vocabulary={v} terms={terms} find={q} open={open} onOpen={show} onBack={turn} />}
				</Loaded>
			)}
		</AdminFrame>
	);
}
