import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { setGate } from "../api/client";
import type { Me } from "../api/types";
import { keys } from "../data/query-keys";

const SignInDialog = lazy(() => import("./sign-in-dialog"));

// SignInAgain asks for the password over the page when the session has ended;
// then the refused requests go on and nothing typed is lost.
export function SignInAgain() {
	const queries = useQueryClient();
	const answer = useRef<((ok: boolean) => void) | null>(null);
	const [login, setLogin] = useState<string | null>(null);
	useEffect(() => {
		setGate(() => {
			const me = queries.getQueryData<Me>(keys.me);
			if (!me) return Promise.resolve(false);
			setLogin(me.login);
			return new Promise((resolve) => {
				answer.current = resolve;
			});
		});
		return () => setGate(null);
	}, [queries]);

	const close = (ok: boolean) => {
		setLogin(null);
		answer.current?.(ok);
		answer.current = null;
	};
	if (login === null) return null;
	return (
		<Suspense>
			<SignInDialog login={login} onClose={close} />
		</Suspense>
	);
}
