import type { ReactNode } from "react";
import { IconButton } from "./button";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";
import styles from "./tag.module.css";

export const tagColours = [
	"grey",
	"blue",
	"cyan",
	"green",
	"lime",
	"yellow",
	"orange",
	"red",
	"pink",
	"violet",
] as const;
export type TagColour = (typeof tagColours)[number];

export function isTagColour(name: string): name is TagColour {
	return (tagColours as readonly string[]).includes(name);
}

// Tag is one value of a list: its word, with a dot of its colour before it. The
// word alone says everything.
export function Tag({
	colour,
	children,
	onRemove,
	removeLabel,
}: {
	colour?: string;
	children: ReactNode;
	onRemove?: () => void;
	removeLabel?: string;
}) {
	return (
		<span className={styles.tag}>
			{colour && <span className={styles.dot} data-colour={colour} />}
			<span className={styles.word}>{children}</span>
			{onRemove && <IconButton icon="close" label={removeLabel ?? ""} onPress={onRemove} small />}
		</span>
	);
}

export type BadgeTone = "neutral" | "accent" | "good" | "warn" | "bad" | "retro";

// Badge says the state of the thing beside it.
export function Badge({
	tone = "neutral",
	icon,
	children,
}: {
	tone?: BadgeTone;
	icon?: IconName;
	children: ReactNode;
}) {
	return (
		<span className={`${styles.badge} ${styles[tone]}`}>
			{icon && <Icon name={icon} size={12} />}
			{children}
		</span>
	);
}
