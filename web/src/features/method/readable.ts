// readable makes a page of the repository's documentation one of the application: its
// title stands above it already, pictures and ways to files of the repository go, and a
// line that was broken for the editor is whole again.
export function readable(page: string): string {
	return page
		.replace(/^# .*\n/, "")
		.split(/\n{2,}/)
		.filter((part) => !/^(?:!\[[^\]]*\]\([^)]*\)|\*\[[^\]]*\]\([^)]*\)\*)$/.test(part.trim()))
		.map((part) => (/^(?:```|[-*+] |\d+\. |\||>)/.test(part) ? part : part.replace(/(?<!^#.*)\n(?!#)/g, " ")))
		.map((part) => part.replace(/\[([^\]]+)\]\((?!https?:|#|\/)[^)]*\)/g, "$1"))
		.join("\n\n");
}
