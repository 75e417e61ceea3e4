import type { ReactNode } from "react";
import { Button as AriaButton, Link as AriaLink, type ButtonProps as AriaProps } from "react-aria-components";
import styles from "./button.module.css";
import { Icon } from "./icon";
import type { IconName } from "./icon-shapes";
import { Tooltip } from "./tooltip";

export type ButtonKind = "plain" | "primary" | "quiet" | "danger" | "danger-strong";

type Look = { kind?: ButtonKind; small?: boolean; wide?: boolean; icon?: IconName };

export type ButtonProps = Omit<AriaProps, "className" | "style" | "children"> & Look & { children: ReactNode };

// Button does one thing at once. While isPending it keeps its width and shows a
// turning mark after 300 ms.
export function Button({ kind, small, wide, icon, children, ...rest }: ButtonProps) {
	return (
		<AriaButton {...rest} className={looks({ kind, small, wide })}>
			{icon && <Icon name={icon} />}
			{children}
		</AriaButton>
	);
}

export type IconButtonProps = Omit<AriaProps, "className" | "style" | "children"> & {
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
		<Tooltip text={label} keys={keys}>
			<AriaButton {...rest} aria-label={label} className={`${looks({ kind, small })} ${styles["icon-only"]}`}>
				<Icon name={icon} />
			</AriaButton>
		</Tooltip>
	);
}

// ButtonLink goes to an address and looks like a button.
export function ButtonLink({ href, kind, small, wide, icon, children }: Look & { href: string; children: ReactNode }) {
	return (
		<AriaLink href={href} className={looks({ kind, small, wide })}>
			{icon && <Icon name={icon} />}
			{children}
		</AriaLink>
	);
}

function looks({ kind = "plain", small, wide }: Look): string {
	const names = [styles.button, styles[kind], small && styles.small, wide && styles.wide];
	return names.filter(Boolean).join(" ");
}
