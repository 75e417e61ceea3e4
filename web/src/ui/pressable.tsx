import type { AriaAttributes, ButtonHTMLAttributes, KeyboardEvent, ReactNode, Ref, SyntheticEvent } from "react";

export type PressProps = AriaAttributes & {
	onPress?: () => void;
	onKeyDown?: (e: KeyboardEvent<HTMLButtonElement>) => void;
	isDisabled?: boolean;
	// isPending: at work on what was pressed; pressing again does nothing, nor does the
	// second press of a double click, which may come before the work is known of
	isPending?: boolean;
	type?: "button" | "submit" | "reset";
	form?: string;
	name?: string;
	value?: string;
	autoFocus?: boolean;
	excludeFromTabOrder?: boolean;
	className?: string;
	children?: ReactNode;
	ref?: Ref<HTMLButtonElement>;
	"data-tip"?: string;
	"data-tip-keys"?: string;
	"data-tone"?: string;
} & Pick<ButtonHTMLAttributes<HTMLButtonElement>, "id" | "title">;

// Pressable is the browser's own button, without a look. A page has dozens of them,
// each drawn whenever what is around it is: it does nothing else. What is pressed
// in it stays its own, also inside a row that can be pressed.
export function Pressable(props: PressProps) {
	const { onPress, onKeyDown, isDisabled, isPending, excludeFromTabOrder, type = "button", ...rest } = props;
	return (
		<button
			{...rest}
			type={type}
			disabled={isDisabled}
			aria-disabled={isPending || undefined}
			data-pending={isPending || undefined}
			tabIndex={excludeFromTabOrder ? -1 : undefined}
			onPointerDown={keep}
			onMouseDown={keep}
			onKeyDown={(e) => {
				if (e.key === "Enter" || e.key === " ") e.stopPropagation();
				onKeyDown?.(e);
			}}
			onClick={(e) => {
				e.stopPropagation();
				if (isPending || (isPending === false && e.detail > 1)) {
					e.preventDefault();
					return;
				}
				// Safari leaves the focus where it was.
				if (document.activeElement !== e.currentTarget) e.currentTarget.focus({ preventScroll: true });
				onPress?.();
			}}
		/>
	);
}

const keep = (e: SyntheticEvent) => e.stopPropagation();
