import { cloneElement, type ReactElement, type ReactNode, Suspense, useRef, useState } from "react";
import { later } from "./later";
import type { PressProps } from "./pressable";

const PopoverBox = later(() => import("./popover-box").then((m) => m.PopoverBox));

type Props = {
	label: string;
	// trigger is the button it floats beside
	trigger: ReactElement<PressProps>;
	children: (close: () => void) => ReactNode;
	// bare leaves the space around the content to the content
	bare?: boolean;
	end?: boolean;
};

// Popover floats beside its button and holds what the button needs: a few
// controls, a calendar, an explanation. Until it opens there is only the button.
export function Popover({ label, trigger, children, bare, end }: Props) {
	const button = useRef<HTMLButtonElement>(null);
	const [open, setOpen] = useState(false);
	const close = () => setOpen(false);
	return (
		<>
			{cloneElement(trigger, {
				ref: button,
				onPress: () => setOpen(true),
				"aria-haspopup": "dialog",
				"aria-expanded": open,
			})}
			{open && (
				<Suspense fallback={null}>
					<PopoverBox label={label} trigger={button} onClose={close} bare={bare} end={end}>
						{children(close)}
					</PopoverBox>
				</Suspense>
			)}
		</>
	);
}
