import { cloneElement, type ReactElement } from "react";

type Named = { "aria-label"?: string; "aria-description"?: string; "data-tip"?: string; "data-tip-keys"?: string };

// Tooltip names what it is put around, after a short wait or on focus: it writes
// the words on the element, and one watcher of the page shows them. What the
// element's name does not say is its description.
export function Tooltip({ text, keys, children }: { text: string; keys?: string; children: ReactElement<Named> }) {
	const said = text === children.props["aria-label"] ? {} : { "aria-description": text };
	return cloneElement(children, { ...said, "data-tip": text, "data-tip-keys": keys });
}
