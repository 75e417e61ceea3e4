import { Children, type ReactNode } from "react";
import { Link } from "react-aria-components";
import { formatCount } from "../../../format/number";
import { useT } from "../../../i18n/use-lang";
import { projectHref } from "../links";
import type { About } from "../model";
import { usePage } from "../reading";
import { useFit } from "../room";
import styles from "./lists.module.css";

// ProjectLink leads to a project, read as the page is.
export function ProjectLink({ of }: { of: About }) {
	const { reading } = usePage();
	return (
		<Link href={projectHref(reading, of.id)} className={styles.link ?? ""}>
			{of.name}
		</Link>
	);
}

type LinesProps = {
	// rest: how many there are beside the children; all: where they are, or of each
	// kind in words what is left after so many lines, and where
	rest: number;
	all?: string | ((shown: number) => { said: string; href: string }[]);
	// line: how high each is; above: what stands over them, in pixels
	line?: number;
	above?: number;
	children: ReactNode;
};

// Lines is a list of a block, as much of it as there is room for, with the way to
// the rest.
export function Lines({ rest, all, line = 31, above = 24, children }: LinesProps) {
	const t = useT();
	const lines = Children.toArray(children);
	const room = useFit(line, above);
	const more = rest + Math.max(0, lines.length - room);
	const said = t("summary.more", { count: more });
	const ways = typeof all === "function" ? all(Math.min(room, lines.length)) : all ? [{ said, href: all }] : [];
	return (
		<div className={styles.list}>
			<ul>{lines.slice(0, room)}</ul>
			{more > 0 && (
				<p className={styles.more}>
					{ways.length === 0 && said}
					{ways.map((way) => (
						<Link key={way.href} href={way.href}>
							{way.said}
						</Link>
					))}
				</p>
			)}
		</div>
	);
}

type Counted = { name: string; count: number; tone?: "bad"; href?: string };

// Counts is how many there are of what a block lists the first of.
export function Counts({ of, said }: { of: Counted[]; said?: string }) {
	return (
		<p className={styles.counts}>
			{of.map((c) => {
				const said = (
					<>
						<b data-tone={(c.count > 0 && c.tone) || undefined}>{formatCount(c.count)}</b> {c.name}
					</>
				);
				return c.href ? (
					<Link key={c.name} href={c.href} className={styles.link ?? ""}>
						{said}
					</Link>
				) : (
					<span key={c.name}>{said}</span>
				);
			})}
			{said && <span className={styles.said}>{said}</span>}
		</p>
	);
}

export function None({ children }: { children: ReactNode }) {
	return <p className={styles.none}>{children}</p>;
}
