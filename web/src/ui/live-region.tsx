import { useEffect, useState } from "react";
import { setAnnouncer } from "./announce";

export function LiveRegion() {
	const [said, setSaid] = useState({ text: "", turn: 0 });
	useEffect(() => {
		setAnnouncer((text) => setSaid((s) => ({ text, turn: s.turn + 1 })));
		return () => setAnnouncer(null);
	}, []);
	// Two equal sentences in a row differ by a space, so that both are read.
	return (
		<div className="visually-hidden" aria-live="polite">
			{said.text + (said.turn % 2 ? "\u00a0" : "")}
		</div>
	);
}
