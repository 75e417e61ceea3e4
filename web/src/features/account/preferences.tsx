import type { Density, Theme } from "../../api/types";
import { useLetters } from "../../commands/use-letters";
import { useChangeMe, useMe } from "../../data/me";
import { type Rhythm, useChangeDigest, useDigest } from "../../data/notices";
import { type Lang, setLang } from "../../i18n/lang";
import { useT } from "../../i18n/use-lang";
import { Section } from "../../ui/page";
import { Segmented } from "../../ui/segmented";
import { Switch } from "../../ui/switch";
import { tellError } from "../../ui/toast-store";
import styles from "./account.module.css";

const themes: Theme[] = ["system", "light", "dark", "contrast"];
const rhythms: Rhythm[] = ["never", "daily", "weekly"];
const densities: Density[] = ["compact", "normal", "comfortable"];

// Preferences act at once and follow the person to every device.
export function Preferences() {
	const t = useT();
	const me = useMe();
	const change = useChangeMe();
	const [letters, setLetters] = useLetters();
	const save = (part: { language?: Lang; theme?: Theme; density?: Density }) => {
		if (part.language) void setLang(part.language);
		change.mutate(part, { onError: (e) => tellError(e) });
	};
	return (
		<Section id="preferences" title={t("account.preferences")}>
			<div className={styles.lines}>
				<div className={styles.line}>
					<span>{t("lang.title")}</span>
					<Segmented
						label={t("lang.title")}
						value={me.language}
						onChange={(id) => save({ language: id as Lang })}
						options={[
							{ id: "fr", name: "Français" },
							{ id: "en", name: "English" },
						]}
					/>
				</div>
				<div className={styles.line}>
					<span>{t("theme.title")}</span>
					<Segmented
						label={t("theme.title")}
						value={me.theme}
						onChange={(id) => save({ theme: id as Theme })}
						options={themes.map((id) => ({ id, name: t(`theme.${id}`) }))}
					/>
				</div>
				<div className={styles.line}>
					<span>{t("density.title")}</span>
					<Segmented
						label={t("density.title")}
						value={me.density}
						onChange={(id) => save({ density: id as Density })}
						options={densities.map((id) => ({ id, name: t(`density.${id}`) }))}
					/>
				</div>
				<Digest />
				<div className={styles.line}>
					<span>{t("keys.title")}</span>
					<Switch isSelected={letters} onChange={setLetters} note={t("keys.letters.note")}>
						{t("keys.letters.name")}
					</Switch>
				</div>
			</div>
		</Section>
	);
}

// Digest is how often a summary comes by mail.
function Digest() {
	const t = useT();
	const digest = useDigest();
	const change = useChangeDigest();
	return (
		<div className={styles.line}>
			<span>{t("account.digest")}</span>
			<div>
				<Segmented
					label={t("account.digest")}
					value={digest.data ?? ""}
					onChange={(id) => change.mutate(id as Rhythm, { onError: (e) => tellError(e) })}
					options={rhythms.map((id) => ({ id, name: t(`account.digest_${id}`) }))}
				/>
				<p className={styles.about}>{t("account.digestNote")}</p>
			</div>
		</div>
	);
}
