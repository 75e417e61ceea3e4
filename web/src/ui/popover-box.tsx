import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { Popover } from "react-aria-components";
import styles from "./list.module.css";
import own from "./popover.module.css";

type Props = {
	label: string;
	trigger: RefObject<HTMLElement | null>;
	onClose: () => void;
	bare?: boolean;
	end?: boolean;
	children: ReactNode;
};

// PopoverBox is what floats beside a button while it is open.
export function PopoverBox({ label, trigger, onClose, bare, end, children }: Props) {
	const box = useRef<HTMLElement>(null);
	// Keys belong to what floats, also before anything in it asks for them.
	useEffect(() => {
		const element = box.current;
		if (!element || element.contains(document.activeElement)) return;
		element.tabIndex = -1;
		element.focus({ preventScroll: true });
	}, []);
	// What was focused may just have gone, by its own button: Esc still closes.
	const close = useRef(onClose);
	close.current = onClose;
	useEffect(() => {
		const key = (e: KeyboardEvent) => {
			if (e.key === "Escape" && document.activeElement === document.body) close.current();
		};
		document.addEventListener("keydown", key);
		return () => document.removeEventListener("keydown", key);
	}, []);
	return (
		<Popover
			ref={box}
			aria-label={label}
			className={`${styles.popover} ${bare ? "" : own.content}`}
			triggerRef={trigger}
			isOpen
			onOpenChange={(open) => !open && onClose()}
			placement={end ? "bottom end" : "bottom"}
			offset={4}
		>
			{children}
		</Popover>
	);
}
