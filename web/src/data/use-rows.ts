import { useEffect, useMemo, useReducer, useRef } from "react";
import type { Attribute } from "../api/types";
import type { Lang } from "../i18n/lang";
import { ComparedRows } from "./compared-rows";
import { onReturn } from "./connection";
import { onChange } from "./live";
import { park, unpark } from "./parked-rows";
import { LiveRows, type ProjectRows, type Words } from "./project-rows";
import { edits } from "./projects";
import type { RowQuery } from "./rows";
import { TreeRows } from "./tree-rows";
import { tryAgain } from "./try-again";

const touching = new Set([
	"project",
	"portfolio",
	"member",
	"unit",
	"rate",
	"setting",
	"field",
	"constant",
	"node",
	"trust",
]);

// useRows holds the rows of a list as long as the page shows it: what the server
// announces is read again in place.
export function useRows(
	query: RowQuery,
	only: boolean,
	words: Words,
	lang: Lang,
	attributes: readonly Attribute[],
): ProjectRows {
	const [, tick] = useReducer((n: number) => n + 1, 0);
	const { portfolio, state, asOf, rules } = query;
	const compared = query.compareTo !== "";
	const tree = query.tree ?? "";
	const asked = useRef(query);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the rest of the query is asked of the rows there are
	const rows = useMemo((): ProjectRows => {
		asked.current = query;
		if (compared) return new ComparedRows(query, only, words, attributes);
		if (tree) return new TreeRows(query, attributes);
		return unpark(keyOf(query, lang)) ?? new LiveRows(query, edits, words, { attributes, lang });
	}, [compared, tree, portfolio, state, asOf, rules, lang]);
	useEffect(() => {
		if (asked.current === query) return;
		asked.current = query;
		rows.ask(query);
	}, [rows, query]);
	useEffect(() => {
		if (rows instanceof ComparedRows) rows.show(only);
	}, [rows, only]);
	useEffect(() => {
		const stop = rows.subscribe((what) => what === "meta" && tick());
		tick();
		return () => {
			stop();
			rows.stop();
			if (rows instanceof LiveRows && rows.meta && !rows.error) park(keyOf(rows.query, lang), rows);
		};
	}, [rows, lang]);
	useEffect(() => onReturn(() => rows.refresh()), [rows]);
	useEffect(() => tryAgain(rows), [rows]);
	useEffect(() => onChange((change) => touching.has(change.entity) && rows.heard(change)), [rows]);
	return rows;
}

function keyOf(query: RowQuery, lang: Lang): string {
	return JSON.stringify([lang, query]);
}
