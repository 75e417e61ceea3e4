import type { ReactNode } from "react";
import { Anchor } from "./anchor";
import styles from "./button.module.css";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";
import { Pressable, type PressProps } from "./pressable";

export type ButtonKind = "plain" | "primary" | "quiet" | "danger" | "danger-strong";

type Look = { kind?: ButtonKind; small?: boolean; wide?: boolean; icon?: IconName };

export type ButtonProps = Omit<PressProps, "className" | "children"> & Look & { children: ReactNode };

// Button does one thing at once. While isPending it keeps its width and shows a
// turning mark after 300 ms.
export function Button({ kind, small, wide, icon, children, ...rest }: ButtonProps) {
	return (
		<Pressable {...rest} className={looks({ kind, small, wide })}>
			{icon && <Icon name={icon} />}
			{children}
		</Pressable>
	);
}

export type IconButtonProps = Omit<PressProps, "className" | "children"> & {
	icon: IconName;
	label: string;
	// keys: shown beside the label in the tooltip
	keys?: string;
	kind?: ButtonKind;
	small?: boolean;
};

// IconButton is a button whose word is in its tooltip and its name.
export function IconButton({ icon, label, keys, kind = "quiet", small, ...rest }: IconButtonProps) {
	return (
		<Pressable
			{...rest}
			aria-label={label}
			data-tip={label}
			data-tip-keys={keys}
			className={`${looks({ kind, small })} ${styles["icon-only"]}`}
		>
			<Icon name={icon} />
		</Pressable>
	);
}

// ButtonLink goes to an address and looks like a button.
export function ButtonLink({ href, kind, small, wide, icon, children }: Look & { href: string; children: ReactNode }) {
	return (
		<Anchor href={href} className={looks({ kind, small, wide })}>
			{icon && <Icon name={icon} />}
			{children}
		</Anchor>
	);
}

// looks are the classes of what looks like a button.
export function looks({ kind = "plain", small, wide }: Look): string {
	const names = [styles.button, styles[kind], small && styles.small, wide && styles.wide];
	return names.filter(Boolean).join(" ");
}
