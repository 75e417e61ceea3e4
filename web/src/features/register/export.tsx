import { lazy, Suspense, useState } from "react";
import { useCan } from "../../data/me";
import { type Asked, exportOf, type RecordKind } from "../../data/registers";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Menu, type MenuGroup } from "../../ui/menu";
import type { SavedView } from "../../views/saved/model";

const FeedDialog = lazy(() => import("../../views/feed/feed-dialog").then((m) => ({ default: m.FeedDialog })));

const forms = ["xlsx", "csv", "json"] as const;

type Props = { kind: RecordKind; asked: Asked; view: SavedView | null };

// Export takes the list away as a file, filtered as it is on the screen; key dates also
// go to calendars: those of the view that is shown, else one's own.
export function Export({ kind, asked, view }: Props) {
	const { t, lang } = useLang();
	const [feeding, setFeeding] = useState(false);
	const canExport = useCan("export.run");
	const dated = kind === "milestone";
	if (!canExport && !dated) return null;
	const take = (form: (typeof forms)[number]) => () => {
		const link = document.createElement("a");
		link.href = exportOf(kind, form, asked, lang);
		link.download = "";
		link.click();
	};
	const files: MenuGroup = {
		id: "forms",
		entries: forms.map((f) => ({ id: f, name: t(`register.exportAs.${f}`), icon: "export", run: take(f) })),
	};
	const feed: MenuGroup = {
		id: "feed",
		entries: [{ id: "feed", name: t("feed.entry"), icon: "calendar", run: () => setFeeding(true) }],
	};
	return (
		<>
			<Menu label={t("register.export")} groups={[...(canExport ? [files] : []), ...(dated ? [feed] : [])]}>
				<Button icon="export">{t("register.export")}</Button>
			</Menu>
			{feeding && (
				<Suspense fallback={null}>
					<FeedDialog
						kind={view ? "view" : "mine"}
						object={view?.id ?? ""}
						of={view ? pick(view.label, lang) : t("feed.mine")}
						onClose={() => setFeeding(false)}
					/>
				</Suspense>
			)}
		</>
	);
}
