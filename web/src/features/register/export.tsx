import { useCan } from "../../data/me";
import { type Asked, exportOf, type RecordKind } from "../../data/registers";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Menu } from "../../ui/menu";

const forms = ["xlsx", "csv", "json"] as const;

// Export takes the list away as a file, filtered as it is on the screen.
export function Export({ kind, asked }: { kind: RecordKind; asked: Asked }) {
	const { t, lang } = useLang();
	if (!useCan("export.run")) return null;
	const take = (form: (typeof forms)[number]) => () => {
		const link = document.createElement("a");
		link.href = exportOf(kind, form, asked, lang);
		link.download = "";
		link.click();
	};
	return (
		<Menu
			label={t("register.export")}
			groups={[
				{
					id: "forms",
					entries: forms.map((f) => ({ id: f, name: t(`register.exportAs.${f}`), icon: "export", run: take(f) })),
				},
			]}
		>
			<Button icon="export">{t("register.export")}</Button>
		</Menu>
	);
}
