import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { onAside } from "../api/aside";
import { useT } from "../i18n/use-lang";
import { Confirm } from "./dialog";

type Place = { pathname: string; search: { open?: string } };
type Going = { current: Place; next: Place; action: string };

// departs says whether one goes to another page or, back and forth, to another panel.
function departs({ current, next, action }: Going): boolean {
	if (current.pathname !== next.pathname) return true;
	return action !== "PUSH" && action !== "REPLACE" && current.search.open !== next.search.open;
}

export type Words = { title: string; action: string };

// Leave asks before what is typed is left behind: typed tells whether something is, leave
// goes at once where nothing is, and question is what is asked otherwise.
export type Leave = { typed: (is: boolean) => void; leave: (go: () => void) => void; question: ReactNode };

// useLeave is the question of a page that shows what is typed beside other things, asked
// before another page too; text says what would be lost, words how it is asked otherwise.
export function useLeave(text: string, words?: Words): Leave {
	const t = useT();
	const unsaved = useRef(false);
	const [going, setGoing] = useState<{ go: () => void } | null>(null);
	const typed = useCallback((is: boolean) => {
		unsaved.current = is;
	}, []);
	const leave = useCallback((go: () => void) => {
		if (unsaved.current) setGoing({ go });
		else go();
	}, []);
	const lost = useCallback(() => unsaved.current, []);
	const away = useBlocker({
		shouldBlockFn: useCallback((going: Going) => lost() && departs(going), [lost]),
		enableBeforeUnload: lost,
		withResolver: true,
	});
	const question = (
		<Confirm
			title={words?.title ?? t("forms.leave")}
			isOpen={going !== null || away.status === "blocked"}
			onClose={() => {
				setGoing(null);
				away.reset?.();
			}}
			onConfirm={() => {
				setGoing(null);
				going?.go();
				away.proceed?.();
			}}
			action={words?.action ?? t("forms.leaveIt")}
		>
			<p>{text}</p>
		</Confirm>
	);
	return { typed, leave, question };
}

// Unsaved asks before what is typed in a form is left behind, while it is. What went into
// a draft of the configuration is kept there, until something is typed again.
export function Unsaved({ is }: { is: boolean }) {
	const { typed, question } = useLeave(useT()("forms.leaveTyped"));
	const [kept, setKept] = useState(false);
	useEffect(() => typed(is && !kept), [typed, is, kept]);
	useEffect(() => {
		// The draft changes while the form is sent: then it is not to be saved.
		const untell = is ? undefined : onAside(() => setKept(true));
		const again = () => setKept(false);
		document.addEventListener("input", again);
		return () => {
			untell?.();
			document.removeEventListener("input", again);
		};
	}, [is]);
	return question;
}
