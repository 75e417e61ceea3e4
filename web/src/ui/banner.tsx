import type { ReactNode } from "react";
import styles from "./banner.module.css";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";

export type BannerTone = "info" | "good" | "warn" | "bad";
const icons: Record<BannerTone, IconName> = { info: "info", good: "check", warn: "warning", bad: "error" };

type Props = { tone?: BannerTone; title?: string; children?: ReactNode; action?: ReactNode };

// Banner says something about what is under it. A bad one is read out at once.
export function Banner({ tone = "info", title, children, action }: Props) {
	return (
		<div className={`${styles.banner} ${styles[tone]}`} role={tone === "bad" ? "alert" : undefined}>
			<Icon name={icons[tone]} />
			<div className={styles.words}>
				{title && <strong>{title}</strong>}
				{children && <div>{children}</div>}
			</div>
			{action}
		</div>
	);
}
