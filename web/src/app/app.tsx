import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { RouterProvider as AriaRouter, I18nProvider } from "react-aria-components";
import { newQueryClient } from "../data/query-client";
import { useLang } from "../i18n/use-lang";
import { LiveRegion } from "../ui/live-region";
import { watchTips } from "../ui/tips";
import { Toasts } from "../ui/toast";
import { newRouter } from "./router";
import { SignInAgain } from "./sign-in-again";

// App is everything that lives as long as the tab.
export function App() {
	const { locale } = useLang();
	const [queries] = useState(newQueryClient);
	const [router] = useState(newRouter);
	useEffect(() => watchTips(document), []);
	return (
		<I18nProvider locale={locale}>
			<QueryClientProvider client={queries}>
				<AriaRouter navigate={(href) => void router.navigate({ href })}>
					<RouterProvider router={router} />
					<SignInAgain />
					<Toasts />
					<LiveRegion />
				</AriaRouter>
			</QueryClientProvider>
		</I18nProvider>
	);
}
