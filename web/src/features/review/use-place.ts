import { useCallback, useEffect, useRef, useState } from "react";
import { useMe } from "../../data/me";
import { tellError } from "../../ui/toast-store";
import { useParam } from "../../url/use-search";
import { pagesOf } from "./logic";
import { lead, usePlace } from "./queries";
import type { At, Review } from "./types";

export type Part = "leads" | "follows" | "browses";

// useAt is where one stands in a review, and as what: who leads takes the others
// along; who follows is taken along, until they turn a page themselves.
export function useAt(r: Review) {
	const me = useMe();
	const running = r.state === "frozen";
	const pages = pagesOf(r);
	const [param, setParam] = useParam("at");
	const place = usePlace(r.id, running).data;
	const [chosen, setChosen] = useState<Part | null>(null);
	const leads = running && r.can_lead && (!place?.leader || place.leader.id === me.id);
	const part: Part = chosen ?? (!running ? "browses" : leads ? "leads" : "follows");
	const own = (pages.includes(param) ? param : "opening") as At;
	const led = place?.place ?? "opening";
	const at: At = part === "follows" && pages.includes(led) ? led : own;
	const hidden = part === "follows" && led === "hidden";

	const go = useCallback(
		(to: At) => {
			setParam(to === "opening" ? null : to, { replace: true });
			if (part === "leads") lead(r.id, to).catch(tellError);
			else if (part === "follows") setChosen("browses");
		},
		[setParam, part, r.id],
	);
	// Somebody else took the lead: whoever led follows.
	const before = useRef(place?.leader?.id);
	useEffect(() => {
		const now = place?.leader?.id;
		if (chosen === "leads" && before.current === me.id && now && now !== me.id) setChosen("follows");
		before.current = now;
	}, [place?.leader?.id, chosen, me.id]);

	return {
		at,
		pages,
		part,
		hidden,
		leader: place?.leader?.name ?? "",
		running,
		go,
		follow: () => setChosen("follows"),
		take: () => {
			setChosen("leads");
			lead(r.id, at).catch(tellError);
		},
	};
}
