import { type ReactElement, type ReactNode, useState } from "react";
import { Popover as AriaPopover, DialogTrigger } from "react-aria-components";
import styles from "./list.module.css";
import own from "./popover.module.css";

type Props = {
	label: string;
	// trigger is the button it floats beside
	trigger: ReactElement;
	children: (close: () => void) => ReactNode;
	// bare leaves the space around the content to the content
	bare?: boolean;
	end?: boolean;
};

// Popover floats beside its button and holds what the button needs: a few
// controls, a calendar, an explanation.
export function Popover({ label, trigger, children, bare, end }: Props) {
	const [open, setOpen] = useState(false);
	return (
		<DialogTrigger isOpen={open} onOpenChange={setOpen}>
			{trigger}
			<AriaPopover
				aria-label={label}
				className={`${styles.popover} ${bare ? "" : own.content}`}
				placement={end ? "bottom end" : "bottom"}
				offset={4}
			>
				{() => <>{children(() => setOpen(false))}</>}
			</AriaPopover>
		</DialogTrigger>
	);
}
