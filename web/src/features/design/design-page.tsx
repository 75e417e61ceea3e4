import { useState } from "react";
import type { Density, Theme } from "../../api/types";
import { type Lang, setLang } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { applyAppearance, rememberedAppearance } from "../../ui/appearance";
import { useTitle } from "../../ui/page-title";
import { Segmented } from "../../ui/segmented";
import { Controls } from "./controls";
import styles from "./design.module.css";
import { Colours, Icons, Statuses, Type } from "./foundations";
import { Lists } from "./lists";
import { PlanPart } from "./plan";
import { FormAndPanel, States, Values } from "./samples";

// DesignPage shows every token and every part in every state. A screen is built
// from what is here; what is missing is added here first.
export default function DesignPage() {
	const { t, lang } = useLang();
	const [look, setLook] = useState(rememberedAppearance);
	useTitle(t("design.title"));
	const turn = (next: { theme?: Theme; density?: Density }) => {
		const both = { ...look, ...next };
		applyAppearance(both.theme, both.density);
		setLook(both);
	};
	return (
		<div className={styles.page}>
			<header className={styles.header}>
				<h1 className={styles.title}>{t("design.title")}</h1>
				<Segmented
					label={t("lang.title")}
					value={lang}
					onChange={(id) => void setLang(id as Lang)}
					options={[
						{ id: "fr", name: "FR" },
						{ id: "en", name: "EN" },
					]}
				/>
				<Segmented
					label={t("theme.title")}
					value={look.theme}
					onChange={(id) => turn({ theme: id as Theme })}
					options={(["system", "light", "dark", "contrast"] as const).map((id) => ({ id, name: t(`theme.${id}`) }))}
				/>
				<Segmented
					label={t("density.title")}
					value={look.density}
					onChange={(id) => turn({ density: id as Density })}
					options={(["compact", "normal", "comfortable"] as const).map((id) => ({ id, name: t(`density.${id}`) }))}
				/>
			</header>
			<main className={styles.main}>
				<Colours />
				<Type />
				<Statuses />
				<Icons />
				<Controls />
				<Values />
				<Lists />
				<PlanPart />
				<FormAndPanel />
				<States />
			</main>
		</div>
	);
}
