import { useCan } from "../../data/me";
import { type Asked, milestoneExport } from "../../data/milestones";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Menu } from "../../ui/menu";

const forms = ["xlsx", "csv", "json"] as const;

// Export takes the list away as a file, filtered as it is on the screen.
export function Export({ asked }: { asked: Asked }) {
	const { t, lang } = useLang();
	if (!useCan("export.run")) return null;
	const take = (form: (typeof forms)[number]) => () => {
		const link = document.createElement("a");
		link.href = milestoneExport(form, asked, lang);
		link.download = "";
		link.click();
	};
	return (
		<Menu
			label={t("milestone.export")}
			groups={[
				{
					id: "forms",
					entries: forms.map((f) => ({ id: f, name: t(`milestone.exportAs.${f}`), icon: "export", run: take(f) })),
				},
			]}
		>
			<Button icon="export">{t("milestone.export")}</Button>
		</Menu>
	);
}
