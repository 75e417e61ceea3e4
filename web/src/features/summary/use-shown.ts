import { useMemo, useRef } from "react";
import type { Lang } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { nowhere } from "./links";
import type { Block, BlockKind, Stored } from "./model";
import { useKinds, usePreview } from "./queries";
import { usePage } from "./reading";

// useShown gives each block at its place what it shows: what the page has already, or
// what the server says of one that is new or set otherwise.
export function useShown(stored: readonly Stored[], page: readonly Block[]): Block[] {
	const { lang } = useLang();
	const { reading } = usePage();
	const known = useMemo(() => new Map(page.map((b) => [b.id, b])), [page]);
	const asked = stored.filter((s) => {
		const b = known.get(s.id);
		return !b || JSON.stringify(b.settings) !== JSON.stringify(s.settings) || s.title.en !== "" || s.title.fr !== "";
	});
	const preview = usePreview(reading, useSame(asked));
	const kinds = useKinds(reading).data;
	const fresh = new Map(preview.data?.blocks.map((b) => [b.id, b]));
	return stored.map((s) => {
		const shown = (asked.includes(s) ? fresh.get(s.id) : undefined) ?? known.get(s.id);
		const { x, y, w, h } = s;
		if (shown) return { ...shown, x, y, w, h };
		return { ...unread(s, reading.project === nowhere ? kinds : undefined, lang), x, y, w, h };
	});
}

// useSame keeps the blocks while only where they stand changes: the server is asked for
// what they show.
function useSame(asked: readonly Stored[]): readonly Stored[] {
	const says = JSON.stringify(asked.map(({ id, kind, settings, title }) => [id, kind, settings, title]));
	const held = useRef({ says, asked });
	if (held.current.says !== says) held.current = { says, asked };
	return held.current.asked;
}

// unread is a block of which there is nothing to show yet; kinds say what it is for where
// there is no project to show it on.
function unread(s: Stored, kinds: readonly BlockKind[] | undefined, lang: Lang): Block {
	const kind = kinds?.find((k) => k.kind === s.kind);
	const title = s.title[lang] || s.title.fr || s.title.en || kind?.label || "…";
	return { ...s, title, error: kind?.help ?? null, data: null };
}
