import type { ReactNode } from "react";
import { setLang } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { useTitle } from "../../ui/page-title";
import styles from "./gate-frame.module.css";

type Props = { title: string; lead?: ReactNode; children: ReactNode; wide?: boolean };

// GateFrame is the page of someone who is not signed in: one card, and the
// choice of language.
export function GateFrame({ title, lead, children, wide }: Props) {
	const { t, lang } = useLang();
	useTitle(title);
	const other = lang === "fr" ? "en" : "fr";
	return (
		<div className={styles.frame}>
			<header className={styles.top}>
				<span className={styles.brand}>
					<img src="/vigie.svg" alt="" width={24} height={24} />
					Vigie
				</span>
				<button type="button" className={styles.lang} lang={other} onClick={() => void setLang(other)}>
					{other === "fr" ? "Français" : "English"}
				</button>
			</header>
			<main className={`${styles.card} ${wide ? styles.wide : ""}`} id="main">
				<h1 className={styles.title}>{title}</h1>
				{lead && <p className={styles.lead}>{lead}</p>}
				{children}
			</main>
			<footer className={styles.foot}>{t("signin.tagline")}</footer>
		</div>
	);
}
