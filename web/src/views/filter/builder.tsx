import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { api } from "../../api/client";
import { Problem } from "../../api/problem";
import type { Attribute } from "../../api/types";
import { keys } from "../../data/query-keys";
import type { RowQuery } from "../../data/rows";
import type { FieldContext } from "../../fields/kind";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Segmented } from "../../ui/segmented";
import { asGroup, tidy } from "./blocks";
import styles from "./builder.module.css";
import { GroupBlock } from "./group-block";
import { TextForm } from "./text-form";
import { type Group, readFilter, writeFilter } from "./tree";

type Props = {
	attributes: readonly Attribute[];
	context: FieldContext;
	filter: string;
	query: RowQuery;
	onFilter: (filter: string) => void;
	onClose: () => void;
	// linkable: conditions may be about what is linked to a row; colours cannot be, which
	// the browser decides by itself
	linkable?: boolean;
};

// Builder makes a filter of any shape, as blocks or as text, and says at once how
// many rows it keeps.
export function Builder({ attributes, context, filter, query, onFilter, onClose, linkable = false }: Props) {
	const { t, lang } = useLang();
	const [group, setGroup] = useState<Group>(() => asGroup(readFilter(filter, attributes)));
	const unread = filter !== "" && !readFilter(filter, attributes);
	// typed: what stands in the text form, null while the blocks are shown
	const [typed, setTyped] = useState<string | null>(unread ? filter : null);
	const made = typed === null ? writeFilter(tidy(group)) : plain(typed, attributes);
	const count = useCount(made, query);
	const showBlocks = () => {
		setGroup(asGroup(readFilter(typed ?? "", attributes)));
		setTyped(null);
	};
	const blocked = typed !== null && typed.trim() !== "" && !readFilter(typed, attributes);
	const wrong = count.error instanceof Problem ? count.error : null;
	const apply = () => {
		if (wrong) return;
		onFilter(made);
		onClose();
	};
	return (
		<Dialog
			title={t("views.blocks.title")}
			isOpen
			onClose={onClose}
			wide
			actions={
				<>
					<span className={styles.count} role="status">
						{wrong
							? ""
							: count.isFetching
								? t("views.blocks.counting")
								: t("views.blocks.count", { count: count.data ?? 0 })}
					</span>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" onPress={apply} isDisabled={wrong !== null}>
						{t("portfolio.filter.apply")}
					</Button>
				</>
			}
		>
			<div className={styles.builder}>
				<Segmented
					label={t("views.blocks.mode")}
					options={[
						{ id: "blocks", name: t("views.blocks.blocks") },
						{ id: "text", name: t("views.blocks.text") },
					]}
					value={typed === null ? "blocks" : "text"}
					onChange={(id) => {
						if (id === "text" && typed === null) setTyped(writeFilter(tidy(group), lang));
						if (id === "blocks" && typed !== null && !blocked) showBlocks();
					}}
				/>
				{typed === null ? (
					<GroupBlock
						group={group}
						place={[]}
						root={group}
						onChange={setGroup}
						{...{ attributes, context, linkable }}
					/>
				) : (
					<TextForm value={typed} onChange={setTyped} onApply={apply} attributes={attributes} problem={wrong} />
				)}
				{typed === null && wrong && <p className={styles.wrong}>{messageOf(wrong)}</p>}
			</div>
		</Dialog>
	);
}

// plain is a text as the address keeps it: in English words where it can be read.
function plain(typed: string, attributes: readonly Attribute[]): string {
	const read = readFilter(typed, attributes);
	return read ? writeFilter(read) : typed.trim();
}

function messageOf(problem: Problem): string {
	return problem.fields().filter ?? problem.message;
}

// useCount is how many rows a filter keeps of those on show.
function useCount(filter: string, query: RowQuery) {
	const asked = useDeferredValue(filter);
	const { portfolio, state, q, asOf } = query;
	const wanted = { filter: asked, portfolio, state, q, as_of: asOf, fields: "code", limit: 1 };
	return useQuery({
		queryKey: [...keys.projects, "count", wanted],
		queryFn: ({ signal }) => api.get<{ total: number }>("/projects", wanted, signal).then((l) => l.total),
		placeholderData: (before) => before,
		retry: false,
	});
}
