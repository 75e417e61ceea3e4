import { createElement, type ReactNode } from "react";
import { blockOf, inlinesOf } from "../../ui/markdown";
import styles from "./guide-text.module.css";
import { type Part, parseGuide } from "./parse";

// GuideText shows a guide. Its nodes become elements of their kind and their words text:
// nothing in it is ever read as markup. under is the level of the heading above it.
export function GuideText({ text, under }: { text: string; under: number }) {
	return <div className={styles.guide}>{parseGuide(text).map((p, i) => partOf(p, i, under))}</div>;
}

function partOf(p: Part, i: number, under: number): ReactNode {
	switch (p.kind) {
		case "heading":
			return createElement(`h${Math.min(under + p.level, 6)}`, { key: i }, ...inlinesOf(p.children));
		case "table":
			return (
				<div key={i} className={styles.table}>
					<table>
						<thead>
							<tr>
								{p.head.map((cell, n) => (
									<th key={n} scope="col" data-align={p.align[n]}>
										{inlinesOf(cell)}
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{p.rows.map((row, n) => (
								<tr key={n}>
									{row.map((cell, m) => (
										<td key={m} data-align={p.align[m]}>
											{inlinesOf(cell)}
										</td>
									))}
								</tr>
							))}
						</tbody>
					</table>
				</div>
			);
		case "blocks":
			return p.blocks.map((b, n) => blockOf(b, i * 1000 + n));
	}
}
