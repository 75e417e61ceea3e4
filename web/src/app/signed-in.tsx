import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { send } from "../api/client";
import { Problem } from "../api/problem";
import type { Me } from "../api/types";
import { useConventions } from "../data/conventions";
import { useLive, useUnsaved } from "../data/live";
import { MeProvider, useReadMe } from "../data/me";
import { keys } from "../data/query-keys";
import { useWords } from "../data/words";
import { langState, setLang } from "../i18n/lang";
import { applyAppearance } from "../ui/appearance";
import { ErrorState } from "../ui/states";

// The shell is fetched while the server says who is signed in.
const shell = import("./shell");
const Shell = lazy(() => shell.then((m) => ({ default: m.Shell })));
const SignInPage = lazy(() => import("../features/signin/sign-in-page"));
const FactorPage = lazy(() => import("../features/signin/factor-page"));
const SeenBand = lazy(() => import("./seen-band"));
const SetupPage = lazy(() => import("../features/signin/setup-page"));

// SignedIn stands before every page that needs someone: it shows the page, or
// the sign-in at the same address, or the first-run setup.
export function SignedIn({ bare }: { bare?: boolean }) {
	const me = useReadMe();
	// Nothing else is open to whoever must set up a second factor first.
	useLive(me.data?.second_factor.pending ? undefined : me.data);
	useUnsaved(me.data?.seen_by ? undefined : me.data?.id);
	useOwnSettings(me.data);
	useWords(me.data);
	useConventions(me.data);
	if (me.data?.second_factor.pending) {
		return (
			<Suspense>
				<FactorPage me={me.data} />
			</Suspense>
		);
	}
	if (me.data) {
		return (
			<MeProvider value={me.data}>
				<Suspense>
					{bare ? (
						<>
							{me.data.seen_by && <SeenBand me={me.data} />}
							<Outlet />
						</>
					) : (
						<Shell>
							<Outlet />
						</Shell>
					)}
				</Suspense>
			</MeProvider>
		);
	}
	if (me.error instanceof Problem && me.error.status === 401) return <SignedOut />;
	if (me.error) return <ErrorState level={1} error={me.error} onRetry={() => void me.refetch()} />;
	return null;
}

function SignedOut() {
	const setup = useQuery({
		queryKey: keys.setup,
		queryFn: () => send<{ needed: boolean }>("GET", "/setup", { quiet: true }),
	});
	if (!setup.data && !setup.error) return null;
	return <Suspense>{setup.data?.needed ? <SetupPage /> : <SignInPage />}</Suspense>;
}

// useOwnSettings turns the page to the language, theme and density of the person.
function useOwnSettings(me: Me | undefined): void {
	const { language, theme, density } = me ?? {};
	useEffect(() => {
		if (theme && density) applyAppearance(theme, density);
	}, [theme, density]);
	useEffect(() => {
		if (language && language !== langState().lang) void setLang(language);
	}, [language]);
}
