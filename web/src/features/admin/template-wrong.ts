import { Problem } from "../../api/problem";
import type { Lang } from "../../i18n/lang";
import { linesOf, type Says, said } from "./template-draft";
import { dateOf, key } from "./template-plan";

// wrongOf are what is wrong with a template, each with the name of its line where it has
// one; the server names lines by their place or their id.
export function wrongOf(error: unknown, says: Says, lang: Lang): { line: string; message: string }[] {
	if (!(error instanceof Problem)) return [];
	const out = error.errors.map(({ location, message }) => ({ line: lineOf(location, says, lang), message }));
	return out.filter((one, i) => out.findIndex((o) => o.line === one.line && o.message === one.message) === i);
}

function lineOf(location: string, says: Says, lang: Lang): string {
	const [section = "", id = ""] = location.replace(/^body\./, "").split(".");
	const lines = linesOf(says, section);
	const line = lines.find((l) => l.id === id) ?? lines[Number(id)];
	if (!line) return "";
	const date = section === key && linesOf(says, "milestone").find((l) => l.id === dateOf(line));
	return said((date || line).values?.name, lang);
}
