import { type ReactNode, useId } from "react";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import styles from "./design.module.css";

export function Part({ en, fr, children }: { en: string; fr: string; children: ReactNode }) {
	const { lang } = useLang();
	const id = useId();
	return (
		<section className={styles.part} aria-labelledby={id}>
			<h2 id={id}>{pick({ en, fr }, lang)}</h2>
			{children}
		</section>
	);
}
