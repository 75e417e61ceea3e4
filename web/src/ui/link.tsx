import type { ReactNode } from "react";
import { Anchor } from "./anchor";
import styles from "./link.module.css";

export function TextLink({ href, children, external }: { href: string; children: ReactNode; external?: boolean }) {
	const outside = external ? { target: "_blank", rel: "noopener noreferrer" } : {};
	return (
		<Anchor href={href} className={styles.link} {...outside}>
			{children}
		</Anchor>
	);
}
