import type { TemplateSection } from "../../data/templates";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { linesOf, type Says, said } from "./template-draft";
import { inReadingOrder } from "./template-layout";
import styles from "./templates.module.css";

type Props = { section: TemplateSection; says: Says; onArrange: () => void };

// TemplateBlocks is the summary that a template gives: its blocks by name, and the way to
// arrange them.
export function TemplateBlocks({ section, says, onArrange }: Props) {
	const { t, lang } = useLang();
	const lines = inReadingOrder(linesOf(says, section.key));
	const title = pick(section.title, lang);
	const kinds = section.parts?.find((p) => p.key === "kind")?.options;
	return (
		<section className={styles.section} aria-label={title}>
			<h3>
				{title} <span className={styles.count}>{lines.length || ""}</span>
			</h3>
			{lines.length === 0 && <p className={styles.quiet}>{t("template.blocks.none")}</p>}
			<ul>
				{lines.map((line) => {
					const kind = pick(kinds?.find((k) => k.key === line.values?.kind?.value)?.label, lang);
					const name = said(line.values?.title, lang);
					return (
						<li key={line.id} className={styles.head}>
							<span>
								{name || kind} {name && <span className={styles.facts}>{kind}</span>}
							</span>
						</li>
					);
				})}
			</ul>
			<Button small icon="drag" onPress={onArrange}>
				{t("template.blocks.arrange")}
			</Button>
		</section>
	);
}
