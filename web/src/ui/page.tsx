import type { ReactNode } from "react";
import styles from "./page.module.css";
import { useTitle } from "./page-title";

type Props = {
	title: string;
	// of: the object that this is a page of, by its name
	of?: string;
	// lead: one line under the title
	lead?: ReactNode;
	actions?: ReactNode;
	// tools: a filter or a switch on the line of the list
	tools?: ReactNode;
	children: ReactNode;
	// reading: a narrow column for text and forms
	reading?: boolean;
};

// PageFrame is a page inside the shell: its title, what can be done, its content.
export function PageFrame({ title, of, lead, actions, tools, children, reading }: Props) {
	useTitle(title, of);
	return (
		<div className={`${styles.page} ${reading ? styles.reading : ""}`}>
			<header className={styles.header}>
				<div className={styles.words}>
					<h1 className={styles.title}>{title}</h1>
					{lead && <p className={styles.lead}>{lead}</p>}
				</div>
				{actions && <div className={styles.actions}>{actions}</div>}
			</header>
			{tools && <div className={styles.tools}>{tools}</div>}
			{children}
		</div>
	);
}

export function Section({
	title,
	lead,
	actions,
	children,
	id,
}: {
	title: string;
	// id: by which an address leads to it
	id?: string;
	lead?: ReactNode;
	actions?: ReactNode;
	children: ReactNode;
}) {
	return (
		<section className={styles.section} id={id} tabIndex={id ? -1 : undefined}>
			<header className={styles.header}>
				<div className={styles.words}>
					<h2 className={styles.subtitle}>{title}</h2>
					{lead && <p className={styles.lead}>{lead}</p>}
				</div>
				{actions && <div className={styles.actions}>{actions}</div>}
			</header>
			{children}
		</section>
	);
}
