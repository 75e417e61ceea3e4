// What comes with a download, opened as its reader would.
import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";

// taken waits for the file that an act asks for, and answers its name and bytes.
export async function taken(page, act) {
	const coming = page.waitForEvent("download");
	await act();
	const file = await coming;
	return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

// partsOf opens a ZIP, such as a workbook or a presentation: its parts by their names.
export function partsOf(bytes) {
	const end = bytes.lastIndexOf("PK\u0005\u0006");
	if (end < 0) throw new Error("no ZIP");
	const parts = new Map();
	let at = bytes.readUInt32LE(end + 16);
	for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
		const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
		const [name, extra, comment] = [28, 30, 32].map((o) => bytes.readUInt16LE(at + o));
		const head = bytes.readUInt32LE(at + 42);
		const start = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
		const packed = bytes.subarray(start, start + size);
		parts.set(bytes.toString("utf8", at + 46, at + 46 + name), method === 0 ? packed : inflateRawSync(packed));
		at += 46 + name + extra + comment;
	}
	return parts;
}

// textOf is what the parts of a presentation or a workbook whose names match say,
// one after the other, its spaces made ordinary ones.
export function textOf(parts, named) {
	return [...parts]
		.filter(([name]) => named.test(name))
		.map(([, part]) => part.toString("utf8").replace(/<\/a:p>|<\/t>|<\/v>/g, "\n").replace(/<[^>]*>/g, ""))
		.join("\n")
		.replace(/[\u00a0\u202f]/g, " ");
}

// pagesOf is how many pages a PDF has.
export function pagesOf(bytes) {
	const text = bytes.toString("latin1");
	if (!text.startsWith("%PDF-") || !text.trimEnd().endsWith("%%EOF")) throw new Error("no whole PDF");
	return text.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
