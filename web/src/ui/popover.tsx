import type { ReactElement, ReactNode } from "react";
import { Popover as AriaPopover, Dialog, DialogTrigger } from "react-aria-components";
import styles from "./list.module.css";
import own from "./popover.module.css";

type Props = {
	label: string;
	trigger: ReactElement;
	children: (close: () => void) => ReactNode;
	isOpen?: boolean;
	onOpenChange?: (open: boolean) => void;
};

// Popover floats beside its button and holds what the button needs: a few
// controls, an explanation.
export function Popover({ label, trigger, children, isOpen, onOpenChange }: Props) {
	return (
		<DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
			{trigger}
			<AriaPopover className={styles.popover ?? ""} offset={4}>
				<Dialog aria-label={label} className={own.content ?? ""}>
					{({ close }) => children(close)}
				</Dialog>
			</AriaPopover>
		</DialogTrigger>
	);
}
