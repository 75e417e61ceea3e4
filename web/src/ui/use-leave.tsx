import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { useT } from "../i18n/use-lang";
import { Confirm } from "./dialog";

type Going = Record<"current" | "next", { pathname: string }>;

// Leave asks before what is typed is left behind: typed tells whether something is, leave
// goes at once where nothing is, and question is what is asked otherwise.
export type Leave = { typed: (is: boolean) => void; leave: (go: () => void) => void; question: ReactNode };

// useLeave is the question of a page that shows what is typed beside other things, asked
// before another page too; text says what would be lost.
export function useLeave(text: string): Leave {
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
		shouldBlockFn: useCallback(({ current, next }: Going) => lost() && current.pathname !== next.pathname, [lost]),
		enableBeforeUnload: lost,
		withResolver: true,
	});
	const question = (
		<Confirm
			title={t("forms.leave")}
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
			action={t("forms.leaveIt")}
		>
			<p>{text}</p>
		</Confirm>
	);
	return { typed, leave, question };
}
