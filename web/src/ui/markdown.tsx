import type { ReactNode } from "react";
import { type Block, type Inline, parseMarkdown } from "../format/markdown";
import { TextLink } from "./link";
import styles from "./markdown.module.css";

// Markdown shows a text that a person wrote. Its nodes become elements of their
// kind and their words text: nothing in them is ever read as markup.
export function Markdown({ text, me }: { text: string; me?: string }) {
	return <div className={styles.prose}>{parseMarkdown(text).map((b, i) => blockOf(b, i, me))}</div>;
}

export function blockOf(b: Block, i: number, me?: string): ReactNode {
	switch (b.kind) {
		case "paragraph":
			return <p key={i}>{inlinesOf(b.children, me)}</p>;
		case "heading":
			return (
				<p key={i} className={styles.heading}>
					{inlinesOf(b.children, me)}
				</p>
			);
		case "quote":
			return <blockquote key={i}>{b.blocks.map((x, n) => blockOf(x, n, me))}</blockquote>;
		case "code":
			return (
				<pre key={i}>
					<code>{b.text}</code>
				</pre>
			);
		case "rule":
			return <hr key={i} />;
		case "list": {
			const items = b.items.map((x, n) => <li key={n}>{x.map((y, m) => blockOf(y, m, me))}</li>);
			return b.ordered ? (
				<ol key={i} start={b.start}>
					{items}
				</ol>
			) : (
				<ul key={i}>{items}</ul>
			);
		}
	}
}

export function inlinesOf(nodes: Inline[], me?: string): ReactNode[] {
	return nodes.map((n, i) => inlineOf(n, i, me));
}

function inlineOf(n: Inline, i: number, me?: string): ReactNode {
	switch (n.kind) {
		case "text":
			return n.text;
		case "break":
			return <br key={i} />;
		case "code":
			return <code key={i}>{n.text}</code>;
		case "strong":
			return <strong key={i}>{inlinesOf(n.children, me)}</strong>;
		case "em":
			return <em key={i}>{inlinesOf(n.children, me)}</em>;
		case "del":
			return <del key={i}>{inlinesOf(n.children, me)}</del>;
		case "link":
			return (
				<TextLink key={i} href={n.href} external={n.href[0] !== "/"}>
					{inlinesOf(n.children, me)}
				</TextLink>
			);
		case "mention":
			return (
				<span key={i} className={styles.mention} data-me={n.id === me || undefined}>
					@{n.name}
				</span>
			);
	}
}
