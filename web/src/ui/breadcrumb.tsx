import { Anchor } from "./anchor";
import styles from "./breadcrumb.module.css";

export type Crumb = { href: string; name: string };

export function Trail({ label, crumbs }: { label: string; crumbs: Crumb[] }) {
	return (
		<nav aria-label={label} className={styles.nav}>
			<ol className={styles.list}>
				{crumbs.map((c, i) => (
					<li key={c.href} className={styles.item}>
						{i < crumbs.length - 1 ? (
							<Anchor href={c.href} className={styles.link}>
								{c.name}
							</Anchor>
						) : (
							<span className={styles.link} aria-current="page" data-current>
								{c.name}
							</span>
						)}
					</li>
				))}
			</ol>
		</nav>
	);
}
