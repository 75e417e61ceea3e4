import { Breadcrumb, Breadcrumbs, Link } from "react-aria-components";
import styles from "./breadcrumb.module.css";

export type Crumb = { href: string; name: string };

export function Trail({ label, crumbs }: { label: string; crumbs: Crumb[] }) {
	return (
		<nav aria-label={label} className={styles.nav}>
			<Breadcrumbs className={styles.list ?? ""}>
				{crumbs.map((c, i) => (
					<Breadcrumb key={c.href} className={styles.item ?? ""}>
						<Link href={i < crumbs.length - 1 ? c.href : undefined} className={styles.link ?? ""}>
							{c.name}
						</Link>
					</Breadcrumb>
				))}
			</Breadcrumbs>
		</nav>
	);
}
