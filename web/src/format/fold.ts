// fold reduces a text to what search compares: lower case, no accents,
// ligatures spelled out, plain quotes and spaces. The server's label.Fold does
// the same.
export function fold(text: string): string {
	return text
		.normalize("NFKD")
		.replace(/\p{Mn}|\p{Cf}/gu, "")
		.toLowerCase()
		.replace(/œ/g, "oe")
		.replace(/æ/g, "ae")
		.replace(/ß/g, "ss")
		.replace(/ø/g, "o")
		.replace(/ł/g, "l")
		.replace(/[’‘ʼ`´]/g, "'")
		.replace(/[“”«»„]/g, '"')
		.replace(/[–—‐‑−]/g, "-")
		.replace(/\s+/g, " ")
		.trim();
}

const collators = new Map<string, Intl.Collator>();

// compareText orders names as the language does, figures by value.
export function compareText(a: string, b: string, locale: string): number {
	let c = collators.get(locale);
	if (!c) {
		c = new Intl.Collator(locale, { numeric: true });
		collators.set(locale, c);
	}
	return c.compare(a, b);
}
