import { type RefObject, useEffect, useRef } from "react";
import type { MemorySource } from "../../data/row-source";
import type { PlanItem } from "./items";

type Closed = ((item: PlanItem) => boolean) | undefined;

// useClosed folds some lines when they first come; what is opened then stays open.
export function useClosed(items: readonly PlanItem[], closed: Closed, source: RefObject<MemorySource | null>) {
	const met = useRef(new Set<string>());
	const now = useRef(closed);
	now.current = closed;
	useEffect(() => {
		const is = now.current;
		const fresh = is ? items.filter((item) => is(item) && !met.current.has(item.id)) : [];
		if (fresh.length === 0) return;
		for (const { id } of fresh) met.current.add(id);
		source.current?.close(fresh.map((item) => item.id));
	}, [items, source]);
}
