import { useEffect } from "react";
import { useT } from "../i18n/use-lang";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/states";

// Crashed stands in the place of a page that broke; the rest goes on. A page
// that cannot be loaded usually means a newer version of Vigie: reloading helps.
export function Crashed({ error, reset }: { error: Error; reset: () => void }) {
	const t = useT();
	const stale = /import|module|chunk/i.test(error.message);
	useEffect(() => console.error(error), [error]);
	const reload = (
		<Button kind="primary" onPress={() => location.reload()}>
			{t("action.reload")}
		</Button>
	);
	const again = <Button onPress={reset}>{t("action.retry")}</Button>;
	return (
		<EmptyState
			level={1}
			icon="error"
			tone="bad"
			title={t(stale ? "error.stale.title" : "error.crash.title")}
			action={
				stale ? (
					reload
				) : (
					<>
						{again}
						{reload}
					</>
				)
			}
		>
			{t(stale ? "error.stale.text" : "error.crash.text")}
		</EmptyState>
	);
}
